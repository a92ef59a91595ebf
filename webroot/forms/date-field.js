import { html, nothing } from 'lit';
import { SamklangElement } from '../core/element.js';
import { parseDate, writeDate } from '../core/date-text.js';
import { t } from '../core/i18n.js';
import { icon } from '../design/icon.js';
import { errorOf } from './field.js';

/**
 * A date as text in the order of the page's language, with the browser's calendar beside it. What is written otherwise is
 * read when the field is left; what is no date stays as it is written, with an error.
 * Event: `date-input` with the date as `2026-04-03`, or with the text as long as it is no date.
 */
class DateField extends SamklangElement {
  static properties = {
    field: { attribute: false },
    text: { state: true },
    unreadable: { state: true },
  };

  #value = '';

  constructor() {
    super();
    /** @type {any} as of `textField` */
    this.field = { name: '', label: '' };
    this.text = '';
    /** Whether the text was found to be no date. */
    this.unreadable = false;
  }

  willUpdate(changed) {
    const value = this.field.value ?? '';
    if (!changed.has('field') || value === this.#value) return;
    this.#value = value;
    Object.assign(this, { text: writeDate(value, t('date.separator')), unreadable: false });
  }

  /**
   * Shows an error when what is written is no date.
   *
   * @returns {boolean} whether it is none
   */
  report() {
    this.unreadable = this.text.trim() !== '' && parseDate(this.text) === null;
    return this.unreadable;
  }

  #typed(text) {
    this.text = text;
    if (this.unreadable) this.report();
    this.#emit(text.trim() === '' ? '' : parseDate(text) ?? text);
  }

  #left() {
    if (!this.report()) this.text = writeDate(parseDate(this.text) ?? '', t('date.separator'));
  }

  #picked(date) {
    if (!date) return;
    Object.assign(this, { text: writeDate(date, t('date.separator')), unreadable: false });
    this.#emit(date);
    this.querySelector('input').focus();
  }

  #emit(value) {
    if (value === this.#value) return;
    this.#value = value;
    this.emit('date-input', value);
  }

  #openCalendar() {
    /** @type {HTMLInputElement} */ (this.querySelector('.date-calendar')).showPicker();
  }

  render() {
    const { name, label, hint, required, readonly } = this.field;
    const error = this.unreadable ? t('date.unreadable') : this.field.error;
    const described = [error && `${name}-error`, `${name}-hint`].filter(Boolean).join(' ');
    return html`<div class="field">
      <label class="label" for=${name}>${label}</label>
      <p class="field-hint" id="${name}-hint">${hint ? html`${hint} ` : nothing}${t('date.hint')}</p>
      <div class="date-row">
        <input
          class="input ${error ? 'is-invalid' : ''}" id=${name} name=${name} type="text" inputmode="numeric" autocomplete="off"
          maxlength="20" .value=${this.text} ?readonly=${readonly} ?required=${required} aria-invalid=${error ? 'true' : nothing}
          aria-describedby=${described} @input=${(event) => this.#typed(event.target.value)} @change=${this.#left}
        >
        ${readonly ? nothing : this.#calendar()}
      </div>
      ${errorOf({ name, error })}
    </div>`;
  }

  // The browser's own date input lies unseen behind the button, so that its calendar opens there.
  #calendar() {
    const iso = parseDate(this.text) ?? '';
    return html`<span class="date-picker">
      <input class="date-calendar" type="date" tabindex="-1" aria-hidden="true" .value=${iso}
        @input=${(event) => event.stopPropagation()} @change=${(event) => this.#picked(event.target.value)}>
      <button type="button" class="button button-quiet" @click=${this.#openCalendar}>
        ${icon('calendar3')} <span class="visually-hidden">${t('date.calendar')}: ${this.field.label}</span>
      </button>
    </span>`;
  }
}

customElements.define('date-field', DateField);
