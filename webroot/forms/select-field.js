import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { errorOf } from './field.js';

/**
 * A select with label, hint and error.
 *
 * @param {{name: string, label: unknown, value: string, options: {value: string, text: string}[], hint?: string, error?: string,
 *   disabled?: boolean, onChange: (value: string) => void}} field
 */
export function selectField({ name, label, value, options, hint, error, disabled, onChange }) {
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label class="label" for=${name}>${label}</label>
    ${hint ? html`<p class="field-hint" id="${name}-hint">${hint}</p>` : nothing}
    <select
      class="select" id=${name} name=${name} ?disabled=${disabled} aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${described || nothing} @change=${(event) => onChange(event.target.value)}
    >${options.map((option) => html`<option value=${option.value} .selected=${live(option.value === value)}>${option.text}</option>`)}
    </select>
    ${errorOf({ name, error })}
  </div>`;
}
