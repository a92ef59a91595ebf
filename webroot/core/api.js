/** HTTP client of the API: JSON in and out, errors as `Problem`, safe requests retried. */

import { EventEmitter } from './event-emitter.js';
import { connection } from './connection.js';
import { Problem } from './problem.js';

const BASE = '/api/v1';
const REQUEST_TIMEOUT_MS = 20_000;
const MAX_KEEPALIVE_BYTES = 60_000;
const MAX_ATTEMPTS = 3;
/** While connections are suspected to be frozen. */
const SUSPECT_TIMEOUT_MS = 4_000;
const MAX_RETRY_DELAY_MS = 5_000;

/** Events: `success` after a request that counts as activity, `failure` with the `Problem` as `detail`. */
export const apiEvents = new EventEmitter();

/** @type {string|null} the person that this page acts for */
let actingPerson = null;

/**
 * Sets whom all later requests are made for. The server refuses them (409 `session.other`) when somebody else is logged in
 * by then, in another tab. Remains after a session has ended, so that nothing of this page is sent in another name.
 *
 * @param {string} personId
 */
export function actFor(personId) {
  actingPerson = personId;
}

/** @returns {Record<string, string>} the header that says whom a request is made for */
export function personHeader() {
  return actingPerson ? { 'X-Person-Id': actingPerson } : {};
}

/**
 * @typedef {object} CallOptions
 * @property {object} [body] sent as JSON
 * @property {boolean} [background] sent by the page, not by the user: doesn't extend the session (LOGIN-7)
 * @property {number} [version] of the resource that was changed, sent as If-Match
 * @property {string} [idempotencyKey]
 * @property {boolean} [safe] changes nothing: retried like a GET
 * @property {boolean} [keepalive] completes even if the page is closed
 * @property {boolean} [silent] a 401 is expected: no `failure` event
 * @property {boolean} [asAnyone] whoever is logged in: without the person that the page acts for
 * @property {string} [base] instead of /api/v1
 */

export const api = {
  /**
   * @param {string} path
   * @param {CallOptions} [options]
   * @returns {Promise<any>}
   */
  get: (path, options) => call('GET', path, options),
  /**
   * @param {string} path
   * @param {object} [body]
   * @param {CallOptions} [options]
   * @returns {Promise<any>}
   */
  post: (path, body, options) => call('POST', path, { ...options, body }),
  /**
   * Searches by POST, so that names don't appear in URLs.
   * @param {string} path
   * @param {object} criteria
   * @param {CallOptions} [options]
   * @returns {Promise<any>}
   */
  search: (path, criteria, options) => call('POST', `${path}/search`, { ...options, body: criteria, safe: true }),
  /**
   * @param {string} path
   * @param {object} body
   * @param {CallOptions} [options]
   * @returns {Promise<any>}
   */
  put: (path, body, options) => call('PUT', path, { ...options, body }),
  /**
   * @param {string} path
   * @param {CallOptions} [options]
   * @returns {Promise<any>}
   */
  delete: (path, options) => call('DELETE', path, options),
};

/** @returns {string} a random key for the Idempotency-Key header (MSG-7) */
export function newIdempotencyKey() {
  // crypto.randomUUID exists only in secure contexts; a trial installation may run on plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {string} name of a file
 * @returns {string} the Content-Disposition header (RFC 6266)
 */
export function contentDisposition(name) {
  const whole = name.replace(/\p{Surrogate}/gu, '\uFFFD');
  const escaped = encodeURIComponent(whole).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename*=UTF-8''${escaped}`;
}

/**
 * @param {Record<string, string|number|boolean|null|undefined>} values
 * @returns {string} `?a=1&b=2`, without empty values
 */
export function queryString(values) {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  return set.length ? `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}` : '';
}

async function call(method, path, options = {}) {
  try {
    const data = isRead(method, options) ? await requestWithRetries(method, path, options) : await request(method, path, options);
    if (!options.background) apiEvents.emit('success');
    return data;
  } catch (problem) {
    if (problem instanceof Problem && !options.silent) apiEvents.emit('failure', problem);
    throw problem;
  }
}

function isRead(method, options) {
  return method === 'GET' || options.safe === true;
}

async function requestWithRetries(method, path, options) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request(method, path, options);
    } catch (problem) {
      const isRetryable = problem.isNetwork || ['unavailable', 'rate.limited'].includes(problem.code);
      if (!isRetryable || attempt === MAX_ATTEMPTS) throw problem;
      await waitBeforeRetry(problem, attempt);
    }
  }
}

function waitBeforeRetry(problem, attempt) {
  const asked = (problem.retryAfterSeconds ?? 0) * 1000;
  const wait = Math.max(asked, 300 * 2 ** attempt * (0.5 + Math.random()));
  return new Promise((resolve) => void setTimeout(resolve, Math.min(wait, MAX_RETRY_DELAY_MS)));
}

/** @type {Set<AbortController>} */
const runningReads = new Set();
// They wait for an answer that may never come; each is tried again.
connection.on('suspect', () => runningReads.forEach((read) => read.abort()));

async function request(method, path, options) {
  const isReading = isRead(method, options);
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), isReading && connection.isSuspect ? SUSPECT_TIMEOUT_MS : REQUEST_TIMEOUT_MS);
  if (isReading) runningReads.add(controller);
  try {
    return await send(method, path, options, controller.signal);
  } finally {
    clearTimeout(timer);
    runningReads.delete(controller);
  }
}

async function send(method, path, options, signal) {
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const response = await fetchOrFail((options.base ?? BASE) + path, {
    method,
    headers: headersOf(method, options),
    body,
    credentials: 'same-origin',
    cache: 'no-store',
    // browsers refuse more than 64 KB of them: then it is sent as any other
    keepalive: Boolean(options.keepalive) && new Blob([body ?? '']).size <= MAX_KEEPALIVE_BYTES,
    signal,
  });
  const text = await response.text().catch(connectionLost);
  if (!response.ok) throw new Problem(response.status, withRetryAfter(parse(text), response));
  return parse(text);
}

async function fetchOrFail(url, init) {
  try {
    const response = await (takeEarlyResponse(url, init) ?? fetch(url, init));
    connection.responseReceived();
    return response;
  } catch {
    return connectionLost();
  }
}

// What boot.js has asked for answers the first request of its kind.
function takeEarlyResponse(url, { method }) {
  const { responses } = globalThis.samklangBoot ?? {};
  const response = method === 'GET' ? responses?.get(url) : undefined;
  if (response) responses.delete(url);
  return response;
}

/** @returns {never} */
function connectionLost() {
  connection.requestFailed();
  throw new Problem(0, { code: 'network' });
}

function headersOf(method, { body, background, version, idempotencyKey, asAnyone }) {
  const headers = { Accept: 'application/json, application/problem+json', ...(asAnyone ? {} : personHeader()) };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-Requested-With'] = 'samklang';
  if (background) headers['X-Background'] = 'true';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  return headers;
}

function withRetryAfter(problem, response) {
  const header = Number(response.headers.get('Retry-After'));
  return { ...problem, retryAfterSeconds: problem?.retryAfterSeconds ?? (header || undefined) };
}

function parse(text) {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
