import { explainField } from '../core/problem.js';
import { focusErrors, reportUnreadable } from './error-focus.js';
import { FormBase } from './form-base.js';
import { FormErrors, refusalOf } from './form-errors.js';
import { withDefaults } from './form-options.js';

/** What a form shows: its values, what is wrong with them, and what they are based on. The parts of a FormController share it. */
export class FormState {
  /** @type {any} null until `open` is done */
  values = null;
  /** Text of what went wrong, besides the fields' errors. */
  problem = '';
  /** @type {import('../core/problem.js').Problem|null} of the last save */
  failure = null;
  busy = false;
  /** Whether a draft was restored. */
  restored = false;
  /** @type {import('./form-options.js').Conflict|null} the choice to be made between `values` and another version */
  conflict = null;
  /** Whether something was typed since the form was opened or saved. */
  isTouched = false;
  #errors = new FormErrors();

  /**
   * @param {import('lit').LitElement} host
   * @param {import('./form-options.js').FormOptions} options
   */
  constructor(host, options) {
    this.host = host;
    this.options = withDefaults(options);
    this.base = new FormBase(this.options);
  }

  /** @returns {boolean} whether the form has changes that are saved at most as a draft */
  get isChanged() {
    return this.isTouched || this.restored;
  }

  /** @returns {Record<string, string>} codes by field */
  get errors() {
    return this.#errors.byField;
  }

  /**
   * @param {string} field
   * @returns {string} the text of its error, or an empty text
   */
  errorOf(field) {
    const code = this.errors[field];
    return code ? explainField(code) : '';
  }

  /** @param {object} state some of the fields above */
  set(state) {
    Object.assign(this, state);
    this.host.requestUpdate();
  }

  /**
   * Nothing is typed, and nothing wrong.
   *
   * @param {any} resource
   * @param {any} [values] its values, when they can't be told from the resource
   */
  reset(resource, values = undefined) {
    this.base.set(resource, values);
    this.#errors.set({});
    this.set({ values: { ...this.base.values }, isTouched: false, busy: false, restored: false, conflict: null, problem: '',
      failure: null });
  }

  /** @param {any} part of the values, as typed */
  setValues(part) {
    const before = this.values;
    this.values = { ...before, ...part };
    this.#errors.corrected(before, this.values, this.options.validate(this.values));
    this.isTouched = true;
    this.host.requestUpdate();
  }

  /**
   * Shows all errors that the browser can find, and focuses them.
   *
   * @param {(values: any) => Record<string, string>} [validate] instead of the form's, for a step of it
   * @returns {boolean} whether there are none
   */
  check(validate = this.options.validate) {
    this.#errors.set(validate(this.values), true);
    this.set({ problem: '', failure: null });
    const unreadable = reportUnreadable(this.host);
    if (this.#errors.isEmpty && !unreadable) return true;
    void focusErrors(this.host);
    return false;
  }

  /**
   * Shows why the server refused something.
   *
   * @param {import('../core/problem.js').Problem} problem
   * @returns {void}
   */
  showRefusal(problem) {
    const { byField, text } = refusalOf(problem, this.options.fieldOf);
    this.#errors.set(byField);
    this.set({ problem: text });
  }

  /** The form has left the page. */
  forgetErrors() {
    this.#errors.forget();
  }
}
