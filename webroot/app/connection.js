/** Whether the server can be reached: the live socket and every call tell it, the connection bar shows it. */

const PROBE_EVERY = 3_000;

class Connection extends EventTarget {
  #socketDown = false;
  #callFailed = false;
  #probe = null;

  /** @returns {boolean} */
  get isLost() {
    return this.#socketDown || this.#callFailed;
  }

  /** @param {boolean} down whether the live socket is down */
  socket(down) {
    this.#socketDown = down;
    if (!down) this.#callFailed = false;
    this.#tell();
  }

  /** A call got an answer, whatever it was. */
  callAnswered() {
    if (this.#callFailed) {
      this.#callFailed = false;
      this.#tell();
    }
  }

  /** A call never got an answer: look for the server until it is there again. */
  callFailed() {
    this.#callFailed = true;
    this.#tell();
    this.#probe ??= setTimeout(() => this.#look(), PROBE_EVERY);
  }

  async #look() {
    this.#probe = null;
    if (!this.#callFailed) return;
    try {
      await fetch('/favicon.svg', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_EVERY) });
      this.callAnswered();
    } catch {
      this.#probe = setTimeout(() => this.#look(), PROBE_EVERY);
    }
  }

  #tell() {
    this.dispatchEvent(new CustomEvent('change', { detail: { lost: this.isLost } }));
  }
}

export const connection = new Connection();
