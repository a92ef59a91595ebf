/** Connection state, reported by the WebSocket and the API client, shown by the connection bar. */

import { EventEmitter } from './event-emitter.js';

const PROBE_INTERVAL_MS = 3_000;

class Connection extends EventEmitter {
  #socketDown = false;
  #requestFailed = false;
  #probeTimer = null;

  /** @returns {boolean} */
  get isLost() {
    return this.#socketDown || this.#requestFailed;
  }

  /** @param {boolean} down whether the WebSocket is down */
  setSocketDown(down) {
    this.#socketDown = down;
    if (!down) this.#requestFailed = false;
    this.#emitChange();
  }

  /** Reports that a request got a response of any status. */
  responseReceived() {
    if (this.#requestFailed) {
      this.#requestFailed = false;
      this.#emitChange();
    }
  }

  /** Reports that a request got no response. Probes the server until it responds. */
  requestFailed() {
    this.#requestFailed = true;
    this.#emitChange();
    if (!this.#probeTimer) this.#probeTimer = setTimeout(() => this.#probe(), PROBE_INTERVAL_MS);
  }

  async #probe() {
    this.#probeTimer = null;
    if (!this.#requestFailed) return;
    try {
      await fetch('/favicon.svg', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_INTERVAL_MS) });
      this.responseReceived();
    } catch {
      this.#probeTimer = setTimeout(() => this.#probe(), PROBE_INTERVAL_MS);
    }
  }

  #emitChange() {
    this.emit('change', { lost: this.isLost });
  }
}

export const connection = new Connection();
