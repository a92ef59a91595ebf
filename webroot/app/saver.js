import { session } from './session.js';
import { connection } from './connection.js';

const AFTER_TYPING = 1_000;
const NEXT_TRY = 5_000;

/**
 * Saves what is written by itself: a second after the typing stops, when the page is hidden, and when it is left.
 * Never two saves at a time; what is typed meanwhile is saved next. After a failure it tries again until it works.
 */
export class Saver {
  /** @type {'idle'|'waiting'|'saving'|'saved'|'failed'|'stopped'} */
  state = 'idle';
  /** @type {Date|null} */
  savedAt = null;
  /** @type {any} why the last save failed */
  problem = null;
  #host;
  #save;
  #content = null;
  #dirty = false;
  #running = null;
  #timer = null;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {(content: any, options: {keepalive: boolean}) => Promise<void>} save
   */
  constructor(host, save) {
    this.#host = host;
    this.#save = save;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#hidden);
    window.addEventListener('pagehide', this.#leaving);
    session.addEventListener('change', this.#again);
    connection.addEventListener('change', this.#again);
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#hidden);
    window.removeEventListener('pagehide', this.#leaving);
    session.removeEventListener('change', this.#again);
    connection.removeEventListener('change', this.#again);
    this.#leaving();
  }

  /** @returns {boolean} whether something isn't on the server yet */
  get hasUnsaved() {
    return this.state !== 'stopped' && (this.#dirty || this.#running !== null);
  }

  /** @returns {boolean} whether the last try to save failed */
  get isAtRisk() {
    return this.state === 'failed';
  }

  /** @param {any} content as it now stands in the form */
  changed(content) {
    this.#content = content;
    this.#dirty = true;
    if (this.state === 'stopped') return;
    this.#become('waiting');
    this.#after(AFTER_TYPING);
  }

  /** Saves at once what isn't saved. @param {{keepalive?: boolean}} [options] */
  async flush({ keepalive = false } = {}) {
    clearTimeout(this.#timer);
    await this.#running;
    if (!this.#dirty || this.state === 'stopped') return;
    this.#running = this.#once(keepalive);
    await this.#running;
  }

  /** Saves at once, before what is written is left. @returns {Promise<void>} */
  async keep() {
    await this.flush();
  }

  /** Saves no more by itself, until `resume`. Waits for the save that is under way. */
  async stop() {
    clearTimeout(this.#timer);
    this.#become('stopped');
    await this.#running;
    this.#become('stopped');
  }

  /** Everything is on the server, or was thrown away. */
  resume() {
    this.#dirty = false;
    this.#become('idle');
  }

  #hidden = () => document.visibilityState === 'hidden' && this.#leaving();
  #leaving = () => void this.flush({ keepalive: true });
  #again = () => this.state === 'failed' && session.me && !connection.isLost && this.#after(0);

  async #once(keepalive) {
    this.#dirty = false;
    this.#become('saving');
    try {
      await this.#save(this.#content, { keepalive });
      Object.assign(this, { problem: null, savedAt: new Date() });
      if (this.state === 'saving') this.#become('saved');
    } catch (problem) {
      this.#failed(problem);
    } finally {
      this.#running = null;
    }
    if (this.#dirty && this.state !== 'failed' && this.state !== 'stopped') this.#after(AFTER_TYPING);
  }

  #failed(problem) {
    this.#dirty = true;
    this.problem = problem;
    if (this.state === 'stopped') return;
    this.#become('failed');
    if (problem.isNetwork || problem.status >= 500) this.#after(NEXT_TRY);
  }

  #after(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  #become(state) {
    this.state = state;
    this.#host.requestUpdate();
  }
}
