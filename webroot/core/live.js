/**
 * WebSocket client. Dispatches each frame as an event of the frame's type with the frame as `detail`, and `resync`
 * after a reconnect, when missed changes must be loaded.
 */

import { EventEmitter } from './event-emitter.js';
import { connection } from './connection.js';

const CLOSE_SESSION_ENDED = 4401;
const CLOSE_ACCESS_ENDED = 4403;
const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
const OUTAGE_GRACE_MS = 1_500;

class Live extends EventEmitter {
  #socket = null;
  #enabled = false;
  #personId = '';
  #failures = 0;
  #retryTimer = null;
  #outageTimer = null;
  #helloReceived = false;
  #watched = new Map();

  constructor() {
    super();
    window.addEventListener('online', () => this.#reconnectNow());
    window.addEventListener('offline', () => this.#socket?.close());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#reconnectNow());
  }

  /**
   * Opens the socket, and reopens it when it closes. The server refuses it when somebody else is logged in.
   *
   * @param {string} personId whose events they are
   */
  start(personId) {
    if (this.#enabled) return;
    this.#enabled = true;
    this.#personId = personId;
    this.#helloReceived = false;
    this.#open();
  }

  /** Closes the socket, at logout. */
  stop() {
    this.#enabled = false;
    clearTimeout(this.#retryTimer);
    this.#socket?.close(1000);
    this.#socket = null;
    this.#markConnected();
  }

  /**
   * Subscribes to the events of a plan. Subscriptions are counted.
   *
   * @param {string} planId
   */
  watch(planId) {
    const watchers = this.#watched.get(planId) ?? 0;
    this.#watched.set(planId, watchers + 1);
    if (watchers === 0) this.#send({ type: 'watch', planId });
  }

  /** @param {string} planId as given to `watch` */
  unwatch(planId) {
    const watchers = (this.#watched.get(planId) ?? 0) - 1;
    if (watchers > 0) this.#watched.set(planId, watchers);
    else if (this.#watched.delete(planId)) this.#send({ type: 'unwatch', planId });
  }

  /**
   * Tells the others who may read a goal or an activity that this page shows it, or no longer does.
   *
   * @param {{planId: string, section: string, elementId: string, present: boolean}} presence
   */
  sendPresence(presence) {
    this.#send({ type: 'presence', ...presence });
  }

  #open() {
    const protocol = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${protocol}://${location.host}/api/v1/live?personId=${this.#personId}`);
    this.#socket = socket;
    socket.addEventListener('open', () => this.#onOpen());
    socket.addEventListener('message', (event) => this.#onMessage(event.data));
    socket.addEventListener('close', (event) => socket === this.#socket && this.#onClose(event.code));
  }

  #onOpen() {
    this.#failures = 0;
    this.#markConnected();
    for (const planId of this.#watched.keys()) this.#send({ type: 'watch', planId });
  }

  #onMessage(data) {
    const frame = JSON.parse(data);
    this.emit(frame.type, frame);
    if (frame.type !== 'hello') return;
    if (this.#helloReceived) this.emit('resync');
    this.#helloReceived = true;
  }

  #onClose(code) {
    this.#socket = null;
    if (!this.#enabled) return;
    if (code === CLOSE_SESSION_ENDED) {
      this.stop();
      this.emit('signedOut', { reason: 'ENDED' });
      return;
    }
    // The access to a plan ended: reconnect at once and subscribe to the others (PART-5).
    if (code === CLOSE_ACCESS_ENDED) return this.#open();
    this.#outageTimer ??= setTimeout(() => connection.setSocketDown(true), OUTAGE_GRACE_MS);
    this.#retryTimer = setTimeout(() => this.#open(), this.#backoff());
    // A rejected upgrade can't be told from a lost connection here: the session is checked instead.
    if (this.#failures > 1) this.emit('reconnectFailing');
  }

  #backoff() {
    const doubled = Math.min(MIN_BACKOFF_MS * 2 ** this.#failures++, MAX_BACKOFF_MS);
    return doubled * (0.5 + Math.random() / 2);
  }

  #reconnectNow() {
    if (!this.#enabled || this.#socket) return;
    clearTimeout(this.#retryTimer);
    this.#open();
  }

  #markConnected() {
    clearTimeout(this.#outageTimer);
    this.#outageTimer = null;
    connection.setSocketDown(false);
  }

  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

export const live = new Live();
