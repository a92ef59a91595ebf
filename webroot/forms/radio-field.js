import { html, nothing } from 'lit';
import { errorOf } from './field.js';

/**
 * A group of radio buttons.
 *
 * @param {{name: string, label: string, value: string, options: {value: string, text: string, hint?: string}[], hint?: string,
 *   error?: string, onChange: (value: string) => void}} field
 */
export function radioField({ name, label, value, options, hint, error, onChange }) {
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<fieldset class="field radios" aria-describedby=${described || nothing}>
    <legend>${label}</legend>
    ${hint ? html`<p class="field-hint" id="${name}-hint">${hint}</p>` : nothing}
    ${options.map((option) => html`<label class="check">
      <input
        class="choice" type="radio" name=${name} .value=${option.value} .checked=${option.value === value}
        aria-invalid=${error ? 'true' : nothing} @change=${() => onChange(option.value)}
      >
      <span>${option.text}${option.hint ? html`<span class="radio-hint">${option.hint}</span>` : nothing}</span>
    </label>`)}
    ${errorOf({ name, error })}
  </fieldset>`;
}
