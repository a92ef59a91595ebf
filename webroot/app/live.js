/**
 * One WebSocket for the whole page. Each frame is an event of its own type with the frame as `detail`;
 * `resync` comes after every reconnect: what was missed must be fetched.
 */

import { connection } from './connection.js';

const SIGNED_OUT = 4401;
const ACCESS_ENDED = 4403;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const QUIET_ABOUT_IT = 1_500;

class Live extends EventTarget {
  #socket = null;
  #wanted = false;
  #failures = 0;
  #retry = null;
  #tellDown = null;
  #greetedBefore = false;
  #watched = new Map();

  constructor() {
    super();
    window.addEventListener('online', () => this.#hurry());
    window.addEventListener('offline', () => this.#socket?.close());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#hurry());
  }

  /** Opens the socket and keeps it open. */
  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#greetedBefore = false;
    this.#open();
  }

  /** Closes the socket, for one who is logged out. */
  stop() {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#socket?.close(1000);
    this.#socket = null;
    this.#up();
  }

  /** Asks for what happens in a plan. Several may watch the same one. @param {string} planId */
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

  #open() {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`);
    this.#socket = socket;
    socket.addEventListener('open', () => this.#opened());
    socket.addEventListener('message', (event) => this.#received(event.data));
    socket.addEventListener('close', (event) => socket === this.#socket && this.#closed(event.code));
  }

  #opened() {
    this.#failures = 0;
    this.#up();
    for (const planId of this.#watched.keys()) this.#send({ type: 'watch', planId });
  }

  #received(data) {
    const frame = JSON.parse(data);
    this.dispatchEvent(new CustomEvent(frame.type, { detail: frame }));
    if (frame.type !== 'hello') return;
    if (this.#greetedBefore) this.dispatchEvent(new Event('resync'));
    this.#greetedBefore = true;
  }

  #closed(code) {
    this.#socket = null;
    if (!this.#wanted) return;
    if (code === SIGNED_OUT) {
      this.stop();
      this.dispatchEvent(new CustomEvent('signedOut', { detail: { reason: 'ENDED' } }));
      return;
    }
    // A plan was shut for this person: what is left is asked for at once (PART-5).
    if (code === ACCESS_ENDED) return this.#open();
    this.#tellDown ??= setTimeout(() => connection.socket(true), QUIET_ABOUT_IT);
    this.#retry = setTimeout(() => this.#open(), this.#wait());
    // A refused upgrade looks the same as a lost line from here: let the session ask whether it still lives.
    if (this.#failures > 1) this.dispatchEvent(new Event('stillDown'));
  }

  #wait() {
    const doubled = Math.min(FIRST_WAIT * 2 ** this.#failures++, LONGEST_WAIT);
    return doubled * (0.5 + Math.random() / 2);
  }

  #hurry() {
    if (!this.#wanted || this.#socket) return;
    clearTimeout(this.#retry);
    this.#open();
  }

  #up() {
    clearTimeout(this.#tellDown);
    this.#tellDown = null;
    connection.socket(false);
  }

  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

export const live = new Live();
