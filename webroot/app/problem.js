import { has, t } from './i18n.js';
import { formatDuration } from './format.js';

/** What the server, or the way there, answered instead of what was asked for (RFC 9457). */
export class Problem extends Error {
  /**
   * @param {number} status 0 when there was no answer at all
   * @param {object} body the problem as the server wrote it
   */
  constructor(status, body = {}) {
    super(body.code ?? `http.${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? (status >= 500 ? 'internal' : 'unknown');
    this.traceId = body.traceId;
    this.errors = body.errors ?? [];
    this.current = body.current;
    this.retryAfterSeconds = body.retryAfterSeconds;
  }

  /** @returns {boolean} whether the server was never reached, or never answered */
  get isNetwork() {
    return this.code === 'network';
  }

  /** @param {string} field @returns {string|undefined} the code of what is wrong with the field */
  errorOf(field) {
    return this.errors.find((error) => error.field === field)?.code;
  }
}

/**
 * @param {unknown} error
 * @returns {string} what happened and what to do, in plain words
 */
export function explain(error) {
  const code = error instanceof Problem ? error.code : 'internal';
  const key = has(`problem.${code.replace('.', '_')}`) ? `problem.${code.replace('.', '_')}` : 'problem.internal';
  return t(key, { wait: formatDuration(error?.retryAfterSeconds ?? 600) });
}

/** @param {string} code of one field @returns {string} */
export function explainField(code) {
  const key = `fieldError.${code.replace('.', '_')}`;
  return t(has(key) ? key : 'fieldError.invalid');
}
