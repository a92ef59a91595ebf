import { dayOf } from './date-format.js';
import { session } from './session.js';

const OFFSETS_FROM_UTC = [2, 1];
const HOUR = 3_600_000;
const DELAY_MS = 2_000;
const MAX_JITTER_MS = 8_000;

/** Calls back when the date changes in Norway, while the host is connected (LIST-5). */
export class DayChangeController {
  #onDayChange;
  #day = '';
  #timer = null;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {() => void} onDayChange
   */
  constructor(host, onDayChange) {
    this.#onDayChange = onDayChange;
    host.addController(this);
  }

  // The host is shown first: the first date to be formatted takes long.
  hostConnected() {
    this.#timer = setTimeout(() => this.#start());
  }

  #start() {
    this.#day = dayOf(session.clock.now);
    document.addEventListener('visibilitychange', this.#onVisibilityChange);
    this.#scheduleCheck();
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#onVisibilityChange);
    clearTimeout(this.#timer);
  }

  // Timers don't fire while the computer sleeps, and may be throttled in a background tab.
  #onVisibilityChange = () => document.visibilityState === 'visible' && this.#check();

  #check() {
    const day = dayOf(session.clock.now);
    const isNew = day !== this.#day;
    this.#day = day;
    this.#scheduleCheck();
    if (isNew) this.#onDayChange();
  }

  #scheduleCheck() {
    const { now } = session.clock;
    const delay = DELAY_MS + Math.random() * MAX_JITTER_MS;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), nextMidnight(now) - now + delay);
  }
}

/**
 * A day has 23 or 25 hours when daylight saving time begins or ends.
 *
 * @param {number} moment
 * @returns {number}
 */
function nextMidnight(moment) {
  const [year, month, day] = dayOf(moment).split('-').map(Number);
  const inUtc = Date.UTC(year, month - 1, day + 1);
  const tomorrow = new Date(inUtc).toISOString().slice(0, 10);
  return OFFSETS_FROM_UTC.map((hours) => inUtc - hours * HOUR).find((midnight) => dayOf(midnight) === tomorrow);
}
