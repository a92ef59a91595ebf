import { session } from './session.js';

const ZONE = 'Europe/Oslo';
const OFFSETS_FROM_UTC = [2, 1];
const HOUR = 3_600_000;
const AFTER_MIDNIGHT = 2_000;
const NOT_ALL_AT_ONCE = 8_000;

/** A Lit controller that tells when a new day has begun in Norway, as long as its element is on the page (LIST-5). */
export class NewDay {
  #begun;
  #day = '';
  #timer = null;

  /** @param {import('lit').ReactiveControllerHost} host @param {() => void} begun */
  constructor(host, begun) {
    this.#begun = begun;
    host.addController(this);
  }

  hostConnected() {
    this.#day = dayOf(session.clock.now);
    document.addEventListener('visibilitychange', this.#seen);
    this.#wait();
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#timer);
  }

  // A machine that sleeps, or a page in the background, may not have been woken at midnight.
  #seen = () => document.visibilityState === 'visible' && this.#look();

  #look() {
    const day = dayOf(session.clock.now);
    const isNew = day !== this.#day;
    this.#day = day;
    this.#wait();
    if (isNew) this.#begun();
  }

  #wait() {
    const { now } = session.clock;
    const late = AFTER_MIDNIGHT + Math.random() * NOT_ALL_AT_ONCE;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), nextMidnight(now) - now + late);
  }
}

/** @param {number} moment @returns {string} `2026-11-20` */
function dayOf(moment) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(moment);
}

/** Midnight comes after 23 or 25 hours when the clocks are changed. @param {number} moment @returns {number} */
function nextMidnight(moment) {
  const [year, month, day] = dayOf(moment).split('-').map(Number);
  const inUtc = Date.UTC(year, month - 1, day + 1);
  const tomorrow = new Date(inUtc).toISOString().slice(0, 10);
  return OFFSETS_FROM_UTC.map((hours) => inUtc - hours * HOUR).find((midnight) => dayOf(midnight) === tomorrow);
}
