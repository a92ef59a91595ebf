import { html } from 'lit';
import { parseTime, writeTime } from '../core/time-text.js';
import { t } from '../core/i18n.js';
import { WrittenField } from './written-field.js';

const COMPLETE = /^\d{1,2}[.:]\d{2}$|^\d{4}$/;

/** A time of day as `14:30`, of 24 hours whatever the browser's language. */
class TimeField extends WrittenField {
  kind = 'time';
  row = 'time-row';

  /** @param {string} text */
  read(text) {
    return parseTime(text);
  }

  /** @param {string} text of `1`, `14`, `14.3` and `14.30` the last is the first that is a time: an end follows its beginning */
  readEarly(text) {
    return (COMPLETE.test(text.trim()) && parseTime(text)) || this.value;
  }

  /** @param {string} value */
  write(value) {
    return writeTime(value, t('time.separator'));
  }
}

customElements.define('time-field', TimeField);

/**
 * A time of day. Its value is `14:30`, whatever way it is written, and stays what it was as long as it is no time.
 *
 * @param {{name: string, label: string, value?: string, hint?: string, error?: string, required?: boolean,
 *   onInput?: (value: string) => void}} field as `textField`
 */
export function timeField(field) {
  return html`<time-field .field=${field} @written=${(event) => field.onInput?.(event.detail)}></time-field>`;
}
