import { t } from '../core/i18n.js';
import { explain } from '../core/problem.js';

/** @type {Set<object>} the forms that have errors */
const withErrors = new Set();
const DRAFT_PATH = /^content[./]values[./]/;

/** Error codes by field: found in the browser or by the server, and gone when the field is corrected. */
export class FormErrors {
  /** @type {Record<string, string>} codes of `fieldError`, or keys of texts, by the field's path in the values */
  byField = {};
  #foundHere = [];

  /** @returns {boolean} */
  get isEmpty() {
    return Object.keys(this.byField).length === 0;
  }

  /**
   * @param {Record<string, string>} byField
   * @param {boolean} [foundHere] whether the browser found them, and not the server
   */
  set(byField, foundHere = false) {
    if (this.isEmpty && Object.keys(byField).length === 0) return;
    this.byField = byField;
    this.#foundHere = foundHere ? Object.keys(byField) : [];
    markTitle(this, !this.isEmpty);
  }

  /**
   * Drops the errors of fields that were changed, and those found in the browser that no longer are there.
   *
   * @param {any} before the values
   * @param {any} after
   * @param {Record<string, string>} found what is wrong in the browser now
   */
  corrected(before, after, found) {
    const isLeft = ([path, code]) =>
      isEqual(at(before, path), at(after, path)) && (!this.#foundHere.includes(path) || found[path] === code);
    const left = Object.entries(this.byField).filter(isLeft);
    if (left.length === Object.keys(this.byField).length) return;
    this.byField = Object.fromEntries(left);
    markTitle(this, !this.isEmpty);
  }

  /** The form has left the page. */
  forget() {
    markTitle(this, false);
  }
}

/**
 * `Feil: ` stands first in the page's title while a form on the page has errors.
 *
 * @param {object} form
 * @param {boolean} hasErrors
 */
export function markTitle(form, hasErrors) {
  if (hasErrors) withErrors.add(form);
  else withErrors.delete(form);
  const prefix = t('form.errorPrefix');
  const title = String(document.title ?? '');
  const plain = title.startsWith(prefix) ? title.slice(prefix.length) : title;
  document.title = withErrors.size > 0 ? prefix + plain : plain;
}

/**
 * What a form shows of a refused save, of itself or of its draft.
 *
 * @param {import('../core/problem.js').Problem} problem
 * @param {(field: string) => string} fieldOf the path in the values of a field that the server names
 * @returns {{byField: Record<string, string>, text: string}} codes by field; a text when there are none
 */
export function refusalOf(problem, fieldOf) {
  if (problem.code?.startsWith('draft.')) {
    return { byField: {}, text: t(problem.code === 'draft.tooMany' ? 'form.tooManyDrafts' : 'form.draftRefused') };
  }
  const errors = (problem.errors ?? []).map(({ field, code }) => [fieldOf(field.replace(DRAFT_PATH, '')), code]);
  return { byField: Object.fromEntries(errors), text: errors.length ? '' : explain(problem) };
}

/**
 * @param {any} values
 * @param {string} path as `consent.from`
 * @returns {any}
 */
function at(values, path) {
  return path.split('.').reduce((part, name) => part?.[name], values);
}

/**
 * @param {any} one
 * @param {any} other
 * @returns {boolean} whether both hold the same, as JSON
 */
export function isEqual(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @param {Record<string, any>} values
 * @param {Record<string, any>} others
 * @returns {Record<string, any>} the values that differ from `others`
 */
export function changedValues(values, others) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !isEqual(value, others[name])));
}
