import { html, nothing } from 'lit';
import { SamklangElement } from '../core/element.js';
import { t } from '../core/i18n.js';
import { errorOf } from './field-error.js';

/**
 * A field that reads what is written in more than one way, and writes it in the way of the page's language when it is left.
 * What can't be read stays as it is written, with an error. Subclasses say how. Event: `written`, with what was read.
 */
export class WrittenField extends SamklangElement {
  static properties = {
    field: { attribute: false },
    text: { state: true },
    unreadable: { state: true },
  };

  /** Of the texts for hint and error. */
  kind = '';

  /** The class of the row with the field. */
  row = '';

  /** As it was last told. */
  value = '';

  constructor() {
    super();
    /** @type {any} as of `textField` */
    this.field = { name: '', label: '' };
    this.text = '';
    /** Whether the text was found to be unreadable. */
    this.unreadable = false;
  }

  /**
   * @param {string} text
   * @returns {string|null} the value, null when it is none
   */
  read(text) {
    return text;
  }

  /**
   * @param {string} value
   * @returns {string} as the page's language writes it
   */
  write(value) {
    return value;
  }

  /**
   * @param {string} text that is being written
   * @returns {string} the value meanwhile
   */
  readEarly(text) {
    return this.read(text) ?? text.trim();
  }

  /** @returns {unknown} what stands beside the field */
  beside() {
    return nothing;
  }

  willUpdate(changed) {
    const value = this.field.value ?? '';
    if (!changed.has('field') || value === this.value) return;
    this.value = value;
    Object.assign(this, { text: this.write(value), unreadable: false });
  }

  /**
   * Shows an error when what is written can't be read.
   *
   * @returns {boolean} whether it can't
   */
  report() {
    this.unreadable = this.text.trim() !== '' && this.read(this.text) === null;
    return this.unreadable;
  }

  #typed(text) {
    this.text = text;
    if (this.unreadable) this.report();
    this.#emit(this.readEarly(text));
  }

  #left() {
    if (this.report()) return;
    const value = this.read(this.text) ?? '';
    this.text = this.write(value);
    this.#emit(value);
  }

  /** @param {string} value chosen beside the field */
  choose(value) {
    Object.assign(this, { text: this.write(value), unreadable: false });
    this.#emit(value);
    this.querySelector('input').focus();
  }

  #emit(value) {
    if (value === this.value) return;
    this.value = value;
    this.emit('written', value);
  }

  render() {
    const { name, label, hint, required, readonly } = this.field;
    const error = this.unreadable ? t(`${this.kind}.unreadable`) : this.field.error;
    const described = [error && `${name}-error`, `${name}-hint`].filter(Boolean).join(' ');
    return html`<div class="field">
      <label class="label" for=${name}>${label}</label>
      <p class="field-hint" id="${name}-hint">${hint ? html`${hint} ` : nothing}${t(`${this.kind}.hint`)}</p>
      <div class=${this.row}>
        <input
          class="input ${error ? 'is-invalid' : ''}" id=${name} name=${name} type="text" inputmode="numeric" autocomplete="off"
          maxlength="20" .value=${this.text} ?readonly=${readonly} ?required=${required} aria-invalid=${error ? 'true' : nothing}
          aria-describedby=${described} @input=${(event) => this.#typed(event.target.value)} @change=${this.#left}
        >
        ${readonly ? nothing : this.beside()}
      </div>
      ${errorOf({ name, error })}
    </div>`;
  }
}
