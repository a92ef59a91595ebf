import { html, nothing } from 'lit';
import { errorOf } from './field.js';

/**
 * A labelled list to choose one from.
 *
 * @param {{name: string, label: unknown, value: string, options: {value: string, words: string}[], hint?: string, error?: string,
 *   disabled?: boolean, onChange: (value: string) => void}} field
 */
export function choiceField({ name, label, value, options, hint, error, disabled, onChange }) {
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label class="form-label" for=${name}>${label}</label>
    ${hint ? html`<p class="field-hint" id="${name}-hint">${hint}</p>` : nothing}
    <select
      class="form-select" id=${name} name=${name} ?disabled=${disabled} aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${described || nothing} @change=${(event) => onChange(event.target.value)}
    >${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.words}</option>`)}</select>
    ${errorOf({ name, error })}
  </div>`;
}
