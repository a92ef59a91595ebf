import { has, t } from './i18n.js';
import { formatDuration } from './format.js';

/** An error response (RFC 9457), or a network error. */
export class Problem extends Error {
  /**
   * @param {number} status 0 when there was no response
   * @param {Partial<import('contract').Problem>} body the problem document
   */
  constructor(status, body = {}) {
    super(body.code ?? `http.${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? (status >= 500 ? 'internal' : 'unknown');
    this.traceId = body.traceId;
    this.errors = body.errors ?? [];
    /** @type {any} the current state of the resource, of a conflict */
    this.current = body.current;
    this.retryAfterSeconds = body.retryAfterSeconds;
  }

  /** @returns {boolean} whether there was no response */
  get isNetwork() {
    return this.code === 'network';
  }

  /**
   * @param {string} field
   * @returns {string|undefined} the field's error code
   */
  errorOf(field) {
    return this.errors.find((error) => error.field === field)?.code;
  }
}

/**
 * @param {unknown} error
 * @returns {string} a text for the user: what happened and what to do
 */
export function explain(error) {
  const code = error instanceof Problem ? error.code : 'internal';
  const key = has(`problem.${code.replace('.', '_')}`) ? `problem.${code.replace('.', '_')}` : 'problem.internal';
  const wait = error instanceof Problem ? error.retryAfterSeconds : undefined;
  return t(key, { wait: formatDuration(wait ?? 600) });
}

/**
 * @param {string} code of one field's error, or the key of a text of the page's own
 * @returns {string}
 */
export function explainField(code) {
  const key = `fieldError.${code.replace('.', '_')}`;
  const own = has(code) ? code : 'fieldError.invalid';
  return t(has(key) ? key : own);
}

/**
 * @param {Problem} problem
 * @returns {Record<string, string>} error codes by field
 */
export function fieldErrors(problem) {
  return Object.fromEntries((problem.errors ?? []).map(({ field, code }) => [field, code]));
}
