import { newIdempotencyKey } from '../core/api.js';
import { changedValues, isEqual } from './form-errors.js';

/** What a form is based on: the resource as the server has it, its values in the form, and its version. */
export class FormBase {
  resource = null;
  /** @type {any} */
  values = {};
  /** @type {number|undefined} */
  version;
  #options;
  #sent = { text: '', key: '' };

  /** @param {Pick<import('./form-options.js').FormOptions, 'valuesOf'|'versionOf'|'alwaysConfirmConflicts'>} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * @param {any} resource
   * @param {any} [values] its values, when they can't be told from the resource
   */
  set(resource, values = this.#options.valuesOf(resource)) {
    Object.assign(this, { resource, values, version: this.#options.versionOf(resource) });
    this.#sent = { text: '', key: '' };
  }

  /**
   * @param {any} theirs the values as somebody else has saved them
   * @param {any} values of the form
   * @returns {any} theirs with what was changed in the form: fields that weren't touched aren't set back
   */
  upon(theirs, values) {
    return this.#options.alwaysConfirmConflicts ? values : { ...theirs, ...changedValues(values, this.values) };
  }

  /**
   * @param {any} values of the form
   * @returns {import('./server-draft.js').DraftContent} only changed fields, each with the value it had on the server
   */
  contentOf(values) {
    const changed = changedValues(values, this.values);
    const base = Object.fromEntries(Object.keys(changed).map((name) => [name, this.values[name]]));
    return { values: changed, base, version: this.version, all: values };
  }

  /**
   * @param {import('./server-draft.js').DraftContent} draft
   * @returns {{differs: boolean, overtaken: boolean}} whether it says something else than the server, and whether the server has
   *     been changed since in what it says; a form that makes something new, whose resource has no version, is never overtaken
   */
  compare({ values, base, version }) {
    const differing = Object.keys(changedValues(values, this.values));
    const overtaken = this.version !== undefined && (this.#options.alwaysConfirmConflicts
      ? version !== undefined && version !== this.version
      : differing.some((name) => !isEqual(this.values[name], base?.[name])));
    return { differs: differing.length > 0, overtaken: differing.length > 0 && overtaken };
  }

  /**
   * @param {any} values to be sent
   * @returns {string} the same key for the same content until it is saved, so that it is saved once when an answer was lost
   */
  keyFor(values) {
    const text = JSON.stringify(values);
    if (this.#sent.text !== text) this.#sent = { text, key: newIdempotencyKey() };
    return this.#sent.key;
  }
}
