/**
 * Connection state, shown by the connection bar: whether requests are answered. Reported by the API client; asked for when the
 * WebSocket is down, since a proxy may let requests through and no socket.
 */

import { EventEmitter } from './event-emitter.js';

const PROBE_INTERVAL_MS = 3_000;
/** How long after a frozen connection others may be. */
const SUSPICION_MS = 20_000;
/** Browsers keep as many for each host. */
const KEPT_CONNECTIONS = 6;
const TRY_TIMEOUT_MS = 1_500;

class Connection extends EventEmitter {
  #requestFailed = false;
  #probeTimer = null;
  #suspectUntil = 0;

  /** @returns {boolean} */
  get isLost() {
    return this.#requestFailed;
  }

  /** @returns {boolean} whether a connection that the browser keeps may be frozen: an answer is not waited for long */
  get isSuspect() {
    return Date.now() < this.#suspectUntil;
  }

  /** Reports that a connection has frozen: those that the browser keeps are tried, since it closes one whose request is given up. */
  suspect() {
    this.#suspectUntil = Date.now() + SUSPICION_MS;
    this.emit('suspect');
    for (let i = 0; i < KEPT_CONNECTIONS; i++) {
      const signal = AbortSignal.timeout(TRY_TIMEOUT_MS);
      fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store', signal }).then(
        () => this.responseReceived(),
        () => undefined,
      );
    }
  }

  /** @param {boolean} down whether the WebSocket is down */
  setSocketDown(down) {
    if (!down) this.responseReceived();
    else if (navigator.onLine === false) this.requestFailed();
    else void this.#probe();
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
    clearTimeout(this.#probeTimer);
    this.#probeTimer = null;
    try {
      const response = await fetch('/favicon.svg', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_INTERVAL_MS) });
      if (response.status >= 500) throw new Error('no service behind the proxy');
      this.responseReceived();
    } catch {
      this.requestFailed();
    }
  }

  #emitChange() {
    this.emit('change', { lost: this.isLost });
  }
}

export const connection = new Connection();
