import { EventController } from '../../core/event-controller.js';
import { live } from '../../core/live.js';

const REPEAT_MS = 20_000;
const GONE_AFTER_MS = 45_000;

/** Tells the others which goal or activity the page shows, and knows who else has it open. */
export class Presence {
  #host;
  /** @type {{planId: string, section: string, elementId: string}|null} */
  #shown = null;
  /** @type {Map<string, {name: string, at: number}>} by participant */
  #others = new Map();
  /** @type {any} */
  #timer = null;

  /** @param {import('lit').ReactiveElement} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
    new EventController(host, live, { presence: ({ detail }) => this.#heard(detail), hello: () => this.#report() });
    new EventController(host, document, { visibilitychange: () => this.#report() });
  }

  hostConnected() {
    this.#timer = setInterval(() => this.#repeat(), REPEAT_MS);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
    this.show(null);
  }

  /** @param {{planId: string, section: string, elementId: string}|null} shown what the page shows now, if anything */
  show(shown) {
    if (shown?.elementId === this.#shown?.elementId) return;
    this.#report(false);
    this.#shown = shown;
    this.#others.clear();
    this.#report();
  }

  /** @returns {string[]} the names of the others who have it open */
  get others() {
    return [...this.#others.values()].map(({ name }) => name);
  }

  #report(present = document.visibilityState === 'visible') {
    if (this.#shown) live.sendPresence({ ...this.#shown, present });
  }

  #repeat() {
    if (document.visibilityState === 'visible') this.#report();
    for (const [id, { at }] of this.#others) if (Date.now() - at > GONE_AFTER_MS) this.#others.delete(id);
    this.#host.requestUpdate();
  }

  /** One who has just come hears of this page at once. */
  #heard({ elementId, participantId, name, present }) {
    if (elementId !== this.#shown?.elementId) return;
    const isNew = present && !this.#others.has(participantId);
    if (present) this.#others.set(participantId, { name, at: Date.now() });
    else this.#others.delete(participantId);
    if (isNew) this.#report();
    this.#host.requestUpdate();
  }
}
