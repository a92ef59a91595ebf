import { html } from 'lit';
import { parseDate, writeDate } from '../core/date-text.js';
import { t } from '../core/i18n.js';
import { icon } from '../design/icon.js';
import { WrittenField } from './written-field.js';

/** A date as `2026-04-03`, written in the order of the page's language, with the browser's calendar beside it. */
class DateField extends WrittenField {
  kind = 'date';
  row = 'date-row';

  /** @param {string} text */
  read(text) {
    return parseDate(text);
  }

  /** @param {string} value */
  write(value) {
    return writeDate(value, t('date.separator'));
  }

  #openCalendar() {
    /** @type {HTMLInputElement} */ (this.querySelector('.date-calendar')).showPicker();
  }

  // The browser's own date input lies unseen behind the button, so that its calendar opens there.
  beside() {
    const iso = parseDate(this.text) ?? '';
    return html`<span class="date-picker">
      <input class="date-calendar" type="date" tabindex="-1" aria-hidden="true" .value=${iso}
        @input=${(event) => event.stopPropagation()} @change=${({ target }) => target.value && this.choose(target.value)}>
      <button type="button" class="button button-quiet" @click=${this.#openCalendar}>
        ${icon('calendar3')} <span class="visually-hidden">${t('date.calendar')}: ${this.field.label}</span>
      </button>
    </span>`;
  }
}

customElements.define('date-field', DateField);
