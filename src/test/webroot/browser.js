/**
 * What the modules under test need of a browser: events of window and document, an address, WebSocket, fetch.
 * Imported before them.
 */

import { readdirSync } from 'node:fs';

export const windowEvents = new EventTarget();
export const documentEvents = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { lang: 'nb', dataset: {} },
  title: 'Samklang', querySelector: () => null });

/** A WebSocket whose events the test dispatches itself. */
export class FakeWebSocket extends EventTarget {
  static OPEN = 1;
  /** @type {FakeWebSocket[]} all that were opened since `reset` */
  static opened = [];
  /** @type {any[]} */
  sent = [];
  readyState = 0;

  constructor(url) {
    super();
    this.url = url;
    FakeWebSocket.opened.push(this);
  }

  static get latest() {
    return FakeWebSocket.opened.at(-1);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close(code) {
    this.closedWith = code;
  }

  accept() {
    this.readyState = FakeWebSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  receive(frame) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }));
  }

  lose(code = 1006) {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

/** A response of another status than 200. */
export class Answer {
  constructor(status, body = {}, retryAfter = null) {
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** @type {{method: string, path: string, headers: any, body: any}[]} */
export const requests = [];
/** @type {(request: any) => any} */
let respond = () => ({});

/**
 * Answers fetch from now on.
 *
 * @param {(request: {method: string, path: string, headers: any, body: any}) => any} handler returns the body or an
 *     `Answer`, or throws for a lost connection
 */
export function answerWith(handler) {
  requests.length = 0;
  respond = handler;
}

async function fakeFetch(path, { method = 'GET', headers = {}, body = undefined } = {}) {
  const request = { method, path, headers, body: body === undefined ? undefined : JSON.parse(body) };
  requests.push(request);
  const answer = await respond(request);
  const { status, body: content, retryAfter } = answer instanceof Answer ? answer : new Answer(200, answer);
  return {
    ok: status < 400,
    status,
    headers: new Headers(retryAfter ? { 'Retry-After': retryAfter } : {}),
    text: async () => (content === null ? '' : JSON.stringify(content)),
    json: async () => content,
  };
}

/** A Lit host that counts its updates. */
export class FakeHost {
  isConnected = true;
  updateComplete = Promise.resolve(true);
  updates = 0;
  params = {};
  /** @type {any[]} */
  controllers = [];

  querySelector() {
    return null;
  }

  querySelectorAll() {
    return [];
  }

  addController(controller) {
    this.controllers.push(controller);
  }

  removeController(controller) {
    this.controllers = this.controllers.filter((one) => one !== controller);
  }

  requestUpdate() {
    this.updates += 1;
  }

  connect() {
    this.controllers.forEach((controller) => controller.hostConnected?.());
  }

  disconnect() {
    this.isConnected = false;
    this.controllers.forEach((controller) => controller.hostDisconnected?.());
  }
}

/** Lets promises that have settled run on. */
export async function settle() {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

/** Loads the Norwegian texts of all slices. */
export async function loadTexts() {
  const slices = new URL('../../../webroot/slices/', import.meta.url);
  await Promise.all(readdirSync(slices).map((slice) => import(new URL(`${slice}/texts.js`, slices).href)));
}

Object.assign(globalThis, {
  window: Object.assign(windowEvents, { scrollTo: () => undefined }),
  document: documentEvents,
  location: new URL('https://samklang.test/planer'),
  navigator: { onLine: true },
  history: { pushState: () => undefined, replaceState: () => undefined },
  WebSocket: FakeWebSocket,
  fetch: fakeFetch,
});
