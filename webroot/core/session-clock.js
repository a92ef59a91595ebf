import { EventEmitter } from './event-emitter.js';

/**
 * Time until the session expires (LOGIN-7). Another tab may have extended it, so the server is asked before the warning.
 * Events: `checkDue` (ask the server and `sync`), `expiring` with the time, `extended`.
 */
export class SessionClock extends EventEmitter {
  #expiresAt = 0;
  #warnAt = 0;
  #idleTime = 0;
  #skew = 0;
  #timer = null;
  #warned = false;

  /** @returns {number} the server's time in ms, estimated */
  get now() {
    return Date.now() - this.#skew;
  }

  /** @returns {boolean} whether the session has expired */
  get isExpired() {
    return this.#expiresAt > 0 && Date.now() >= this.#expiresAt;
  }

  /** @param {{now: string, expiresAt: string, warnAt: string}} times by the server's clock */
  sync(times) {
    this.#skew = Date.now() - Date.parse(times.now);
    this.#set(Date.parse(times.expiresAt) + this.#skew, Date.parse(times.warnAt) + this.#skew);
    this.#idleTime = Math.max(this.#idleTime, this.#expiresAt - Date.now());
  }

  /** Restarts the idle time, after a request that counts as activity. */
  restart() {
    if (this.#idleTime === 0) return;
    const lead = this.#expiresAt - this.#warnAt;
    const expiresAt = Date.now() + this.#idleTime;
    this.#set(expiresAt, expiresAt - lead);
  }

  /**
   * Handles the server's warning.
   *
   * @param {string} at when the session expires
   */
  warn(at) {
    this.#set(Date.parse(at) + this.#skew, Date.now());
  }

  /** Stops the clock, at logout. */
  stop() {
    clearTimeout(this.#timer);
    this.#expiresAt = 0;
    this.#idleTime = 0;
    this.#warned = false;
  }

  #set(expiresAt, warnAt) {
    this.#expiresAt = expiresAt;
    this.#warnAt = warnAt;
    if (Date.now() < warnAt) this.#clearWarning();
    else this.#raiseWarning();
  }

  #clearWarning() {
    if (this.#warned) this.emit('extended');
    this.#warned = false;
    this.#scheduleCheck(this.#warnAt - Date.now());
  }

  #raiseWarning() {
    if (!this.#warned) this.emit('expiring', { at: this.#expiresAt });
    this.#warned = true;
    this.#scheduleCheck(Math.min(15_000, Math.max(this.#expiresAt - Date.now(), 0) + 1_000));
  }

  #scheduleCheck(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.emit('checkDue'), delay);
  }
}
