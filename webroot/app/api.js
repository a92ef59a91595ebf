/** The one way to the server: JSON in and out, problems as `Problem`, safe calls tried again. */

import { connection } from './connection.js';
import { Problem } from './problem.js';

const BASE = '/api/v1';
const PATIENCE = 20_000;
const PATIENCE_WITH_FILES = 120_000;
const TRIES_OF_A_SAFE_CALL = 3;
const LONGEST_WAIT_BETWEEN_TRIES = 5_000;

/** Tells `answered` (a call that counts as activity went well) and `refused` (with the problem) to who listens. */
export const apiEvents = new EventTarget();

/**
 * @typedef {object} CallOptions
 * @property {object} [body] sent as JSON
 * @property {Blob} [file] sent as it is, in place of a body
 * @property {boolean} [background] the page asks by itself, not the person: doesn't count as activity (LOGIN-7)
 * @property {number} [version] what the change is based on, for If-Match
 * @property {string} [idempotencyKey]
 * @property {boolean} [safe] it changes nothing, and is tried again like a GET
 * @property {boolean} [keepalive] finish the call even if the page closes
 * @property {boolean} [quiet] a 401 is an expected answer: nobody is told
 * @property {string} [base] instead of /api/v1
 */

export const api = {
  /** @param {string} path @param {CallOptions} [options] @returns {Promise<any>} */
  get: (path, options) => call('GET', path, options),
  /** @param {string} path @param {object} [body] @param {CallOptions} [options] @returns {Promise<any>} */
  post: (path, body, options) => call('POST', path, { ...options, body }),
  /** Searches: what is searched for stands in no address. @param {string} path @param {object} wanted @param {CallOptions} [options] @returns {Promise<any>} */
  search: (path, wanted, options) => call('POST', `${path}/search`, { ...options, body: wanted, safe: true }),
  /** @param {string} path @param {object} body @param {CallOptions} [options] @returns {Promise<any>} */
  put: (path, body, options) => call('PUT', path, { ...options, body }),
  /** @param {string} path @param {CallOptions} [options] @returns {Promise<any>} */
  delete: (path, options) => call('DELETE', path, options),
  /** @param {string} path @param {Blob} file of a type that the contract names @param {CallOptions} [options] @returns {Promise<any>} */
  upload: (path, file, options) => call('PUT', path, { ...options, file }),
};

/** @returns {string} a new key for a change that must happen once (MSG-7) */
export function newKey() {
  // randomUUID exists only on secure origins; a municipality may try this on plain http inside its net.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} name of a file @returns {string} the header that carries it (RFC 6266) */
export function fileHeader(name) {
  const escaped = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename*=UTF-8''${escaped}`;
}

/**
 * @param {Record<string, string|number|boolean|null|undefined>} values
 * @returns {string} `?a=1&b=2`, without what is empty
 */
export function query(values) {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  return set.length ? `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}` : '';
}

async function call(method, path, options = {}) {
  try {
    const data = method === 'GET' || options.safe ? await safely(method, path, options) : await once(method, path, options);
    if (!options.background) apiEvents.dispatchEvent(new Event('answered'));
    return data;
  } catch (problem) {
    if (problem instanceof Problem && !options.quiet) apiEvents.dispatchEvent(new CustomEvent('refused', { detail: problem }));
    throw problem;
  }
}

async function safely(method, path, options) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(method, path, options);
    } catch (problem) {
      const worthIt = problem.isNetwork || ['unavailable', 'rate.limited'].includes(problem.code);
      if (!worthIt || attempt === TRIES_OF_A_SAFE_CALL) throw problem;
      await pause(problem, attempt);
    }
  }
}

function pause(problem, attempt) {
  const asked = (problem.retryAfterSeconds ?? 0) * 1000;
  const wait = Math.max(asked, 300 * 2 ** attempt * (0.5 + Math.random()));
  return new Promise((done) => setTimeout(done, Math.min(wait, LONGEST_WAIT_BETWEEN_TRIES)));
}

async function once(method, path, options) {
  const answer = await reach((options.base ?? BASE) + path, {
    method,
    headers: headersOf(method, options),
    body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
    credentials: 'same-origin',
    cache: 'no-store',
    keepalive: options.keepalive ?? false,
    signal: AbortSignal.timeout(options.file ? PATIENCE_WITH_FILES : PATIENCE),
  });
  const text = await answer.text().catch(lost);
  if (!answer.ok) throw new Problem(answer.status, withWait(parse(text), answer));
  return parse(text);
}

async function reach(url, init) {
  try {
    const answer = await fetch(url, init);
    connection.callAnswered();
    return answer;
  } catch {
    return lost();
  }
}

function lost() {
  connection.callFailed();
  throw new Problem(0, { code: 'network' });
}

function headersOf(method, { body, file, background, version, idempotencyKey }) {
  const headers = { Accept: 'application/json, application/problem+json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (file) headers['Content-Type'] = file.type;
  if (method !== 'GET') headers['X-Requested-With'] = 'samklang';
  if (background) headers['X-Background'] = 'true';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  return headers;
}

function withWait(problem, answer) {
  const header = Number(answer.headers.get('Retry-After'));
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
