import { html, nothing } from 'lit';
import { icon } from '../design/icon.js';
import './date-field.js';
import { errorOf } from './field-error.js';

export { errorOf };

/**
 * A text field with label, hint and error.
 *
 * @param {object} field
 * @param {string} field.name also the element's id
 * @param {string} field.label
 * @param {string} [field.value]
 * @param {string} [field.hint]
 * @param {string} [field.error] text
 * @param {string} [field.type] `date` is read as `2026-04-03`, whatever way it is written; what is no date as it is written
 * @param {string} [field.autocomplete]
 * @param {string} [field.inputmode]
 * @param {number} [field.maxlength]
 * @param {boolean} [field.required]
 * @param {boolean} [field.readonly] the hint should say why
 * @param {string} [field.spellcheck]
 * @param {(value: string) => void} [field.onInput]
 */
export function textField(field) {
  if (field.type === 'date') {
    return html`<date-field .field=${field} @written=${(event) => field.onInput?.(event.detail)}></date-field>`;
  }
  return html`<div class="field">
    <label class="label" for=${field.name}>${field.label}</label>
    ${hintOf(field)}
    <input
      class="input ${field.error ? 'is-invalid' : ''}"
      id=${field.name}
      name=${field.name}
      type=${field.type ?? 'text'}
      dir="auto"
      .value=${field.value ?? ''}
      autocomplete=${field.autocomplete ?? 'off'}
      autocapitalize=${field.type || field.autocomplete ? 'none' : nothing}
      inputmode=${field.inputmode ?? nothing}
      maxlength=${field.maxlength ?? nothing}
      spellcheck=${field.spellcheck ?? nothing}
      ?readonly=${field.readonly}
      ?required=${field.required}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${described(field)}
      @input=${(event) => field.onInput?.(event.target.value)}
    >
    ${errorOf(field)}
  </div>`;
}

/**
 * @param {{name: string, label: string, value?: string, hint?: string, error?: string, rows?: number, maxlength?: number,
 *   required?: boolean, onInput?: (value: string) => void}} field as `textField`
 */
export function textArea(field) {
  return html`<div class="field">
    <label class="label" for=${field.name}>${field.label}</label>
    ${hintOf(field)}
    <textarea
      class="input ${field.error ? 'is-invalid' : ''}"
      id=${field.name}
      name=${field.name}
      rows=${field.rows ?? 4}
      dir="auto"
      .value=${field.value ?? ''}
      maxlength=${field.maxlength ?? nothing}
      ?required=${field.required}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${described(field)}
      @input=${(event) => field.onInput?.(event.target.value)}
    ></textarea>
    ${errorOf(field)}
  </div>`;
}

/**
 * @param {string} text
 * @returns {unknown} an error of the whole form, announced by screen readers
 */
export function formError(text) {
  return html`<div class="form-error-place" role="alert">
    ${text ? html`<p class="form-error">${icon('exclamation-circle-fill')} <span>${text}</span></p>` : nothing}
  </div>`;
}

/** @param {{name: string, hint?: string}} field */
function hintOf({ name, hint }) {
  return hint ? html`<p class="field-hint" id="${name}-hint">${hint}</p>` : nothing;
}

/** @param {{name: string, hint?: string, error?: string}} field */
function described({ name, hint, error }) {
  const ids = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean);
  return ids.length ? ids.join(' ') : nothing;
}

/**
 * Focuses the first invalid field after the next render.
 *
 * @param {import('lit').LitElement} host
 */
export async function focusFirstError(host) {
  await host.updateComplete;
  const field = /** @type {HTMLElement|null} */ (host.querySelector('[aria-invalid="true"]'));
  field?.focus();
}
