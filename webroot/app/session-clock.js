/**
 * How long the session lives yet (LOGIN-7). Another tab may have prolonged it, so the server is asked before anyone is warned.
 * Events: `ask` (please measure again), `expiring` with the moment, `extended`.
 */
export class SessionClock extends EventTarget {
  #expiresAt = 0;
  #warnAt = 0;
  #idleTime = 0;
  #skew = 0;
  #timer = null;
  #warned = false;

  /** @returns {number} the time by the server's clock, as far as it is known */
  get now() {
    return Date.now() - this.#skew;
  }

  /** @returns {boolean} whether the session must have ended by now */
  get isOver() {
    return this.#expiresAt > 0 && Date.now() >= this.#expiresAt;
  }

  /** @param {{now: string, expiresAt: string, warnAt: string}} life by the server's clock: this device's may be wrong */
  measured(life) {
    this.#skew = Date.now() - Date.parse(life.now);
    this.#set(Date.parse(life.expiresAt) + this.#skew, Date.parse(life.warnAt) + this.#skew);
    this.#idleTime = Math.max(this.#idleTime, this.#expiresAt - Date.now());
  }

  /** Something that counts as activity was answered: the hour starts anew. */
  restarted() {
    if (this.#idleTime === 0) return;
    const lead = this.#expiresAt - this.#warnAt;
    const expiresAt = Date.now() + this.#idleTime;
    this.#set(expiresAt, expiresAt - lead);
  }

  /** The server warns by itself. @param {string} at when the session ends */
  warn(at) {
    this.#set(Date.parse(at) + this.#skew, Date.now());
  }

  /** Nobody is logged in any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#expiresAt = 0;
    this.#idleTime = 0;
    this.#warned = false;
  }

  #set(expiresAt, warnAt) {
    this.#expiresAt = expiresAt;
    this.#warnAt = warnAt;
    if (Date.now() < warnAt) this.#calm();
    else this.#alarm();
  }

  #calm() {
    if (this.#warned) this.dispatchEvent(new Event('extended'));
    this.#warned = false;
    this.#askAfter(this.#warnAt - Date.now());
  }

  #alarm() {
    if (!this.#warned) this.dispatchEvent(new CustomEvent('expiring', { detail: { at: this.#expiresAt } }));
    this.#warned = true;
    this.#askAfter(Math.min(15_000, Math.max(this.#expiresAt - Date.now(), 0) + 1_000));
  }

  #askAfter(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.dispatchEvent(new Event('ask')), wait);
  }
}
