import { html, nothing } from 'lit';
import { errorOf } from './field.js';

/**
 * A question with a few answers that are all seen.
 *
 * @param {{name: string, label: string, value: string, options: {value: string, words: string, hint?: string}[], hint?: string,
 *   error?: string, onChange: (value: string) => void}} field
 */
export function radioField({ name, label, value, options, hint, error, onChange }) {
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<fieldset class="field radios" aria-describedby=${described || nothing}>
    <legend>${label}</legend>
    ${hint ? html`<p class="field-hint" id="${name}-hint">${hint}</p>` : nothing}
    ${options.map((option) => html`<label class="check">
      <input
        class="form-check-input" type="radio" name=${name} value=${option.value} .checked=${option.value === value}
        aria-invalid=${error ? 'true' : nothing} @change=${() => onChange(option.value)}
      >
      <span>${option.words}${option.hint ? html`<span class="radio-hint">${option.hint}</span>` : nothing}</span>
    </label>`)}
    ${errorOf({ name, error })}
  </fieldset>`;
}
