/**
 * WebSocket client. Dispatches each frame as an event of the frame's type with the frame as `detail`, and `resync` when missed
 * changes must be loaded: after a reconnect, and every half minute while no socket comes through.
 */

import { EventEmitter } from './event-emitter.js';
import { connection } from './connection.js';

const CLOSE_SESSION_ENDED = 4401;
const CLOSE_ACCESS_ENDED = 4403;
const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
const OUTAGE_GRACE_MS = 1_500;
/** A proxy may leave a handshake unanswered. */
const OPEN_TIMEOUT_MS = 10_000;
/** The network may drop a connection without telling either side: the socket is asked for a sign of life. */
const PING_INTERVAL_MS = 20_000;
const PONG_TIMEOUT_MS = 6_000;
/** When the user comes back to the page, which may have slept. */
const WAKE_PONG_TIMEOUT_MS = 3_000;
/** A socket that is closed as soon as it has opened is a failure too. */
const STABLE_AFTER_MS = 30_000;
const ASK_INTERVAL_MS = 30_000;

class Live extends EventEmitter {
  #socket = null;
  #enabled = false;
  #personId = '';
  #failures = 0;
  #helloReceived = false;
  #watched = new Map();
  #heardAt = 0;
  /** @type {Record<string, any>} running timers by name */
  #timers = {};

  constructor() {
    super();
    for (const event of ['online', 'focus']) window.addEventListener(event, () => this.#wake());
    window.addEventListener('offline', () => this.#abandon());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#wake());
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
    this.#failures = 0;
    this.#open();
  }

  /** Closes the socket, at logout. */
  stop() {
    this.#enabled = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    for (const name of Object.keys(this.#timers)) this.#cancel(name);
    connection.setSocketDown(false);
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
    this.#cancel('retry');
    const protocol = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${protocol}://${location.host}/api/v1/live?personId=${this.#personId}`);
    this.#socket = socket;
    this.#heardAt = Date.now();
    this.#start('open', OPEN_TIMEOUT_MS, () => this.#abandon());
    const ifCurrent = (react) => (event) => socket === this.#socket && react(event);
    socket.addEventListener('open', ifCurrent(() => this.#onOpen()));
    socket.addEventListener('message', ifCurrent((event) => this.#onMessage(event.data)));
    socket.addEventListener('close', ifCurrent((event) => this.#onClose(event.code)));
  }

  #onOpen() {
    this.#cancel('open');
    this.#onSignOfLife();
    for (const planId of this.#watched.keys()) this.#send({ type: 'watch', planId });
  }

  #onMessage(data) {
    this.#onSignOfLife();
    const frame = JSON.parse(data);
    if (frame.type === 'hello') this.#markConnected();
    this.emit(frame.type, frame);
    if (frame.type !== 'hello') return;
    // The page may have been loaded long before the first socket that came through.
    if (this.#helloReceived || this.#failures > 0) this.emit('resync');
    this.#helloReceived = true;
  }

  #markConnected() {
    this.#cancel('outage');
    this.#cancel('ask');
    this.#start('stable', STABLE_AFTER_MS, () => (this.#failures = 0));
    connection.setSocketDown(false);
  }

  #onSignOfLife() {
    this.#heardAt = Date.now();
    this.#cancel('pong');
    this.#start('ping', PING_INTERVAL_MS, () => this.#ping(PONG_TIMEOUT_MS));
  }

  #ping(timeout) {
    this.#send({ type: 'ping' });
    this.#start('pong', timeout, () => this.#onSilence());
  }

  // Other connections of the browser are probably frozen too.
  #onSilence() {
    connection.suspect();
    this.#abandon();
    this.#reconnectNow();
  }

  /** Gives the socket up without waiting for the other side, which may be gone. */
  #abandon() {
    const socket = this.#socket;
    if (!socket) return;
    this.#onClose(0);
    socket.close();
  }

  #onClose(code) {
    this.#socket = null;
    for (const name of ['open', 'ping', 'pong', 'stable']) this.#cancel(name);
    if (!this.#enabled) return;
    if (code === CLOSE_SESSION_ENDED) {
      this.stop();
      this.emit('signedOut', { reason: 'ENDED' });
      return;
    }
    // The access to a plan ended: reconnect at once and subscribe to the others (PART-5).
    if (code === CLOSE_ACCESS_ENDED) return this.#open();
    if (!this.#timers.outage) this.#start('outage', OUTAGE_GRACE_MS, () => connection.setSocketDown(true));
    if (!this.#timers.ask) this.#start('ask', ASK_INTERVAL_MS, () => this.#ask());
    this.#start('retry', this.#backoff(), () => this.#open());
    // A rejected upgrade can't be told from a lost connection here: the session is checked instead.
    if (this.#failures > 1) this.emit('reconnectFailing');
  }

  #ask() {
    this.emit('resync');
    this.emit('reconnectFailing');
    this.#start('ask', ASK_INTERVAL_MS, () => this.#ask());
  }

  #backoff() {
    const doubled = Math.min(MIN_BACKOFF_MS * 2 ** this.#failures++, MAX_BACKOFF_MS);
    return doubled * (0.5 + Math.random() / 2);
  }

  #wake() {
    if (!this.#enabled) return;
    if (Date.now() - this.#heardAt > WAKE_PONG_TIMEOUT_MS) {
      if (this.#socket?.readyState === WebSocket.OPEN) return this.#ping(WAKE_PONG_TIMEOUT_MS);
      this.#abandon();
    }
    this.#reconnectNow();
  }

  #reconnectNow() {
    if (this.#enabled && !this.#socket) this.#open();
  }

  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #start(name, milliseconds, run) {
    this.#cancel(name);
    this.#timers[name] = setTimeout(() => {
      delete this.#timers[name];
      run();
    }, milliseconds);
  }

  #cancel(name) {
    clearTimeout(this.#timers[name]);
    delete this.#timers[name];
  }
}

export const live = new Live();
