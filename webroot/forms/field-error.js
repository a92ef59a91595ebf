import { html, nothing } from 'lit';
import { icon } from '../design/icon.js';

/**
 * @param {{name: string, error?: string}} field
 * @returns {unknown}
 */
export function errorOf({ name, error }) {
  if (!error) return nothing;
  return html`<p class="field-error" id="${name}-error">${icon('exclamation-circle-fill')} <span>${error}</span></p>`;
}
