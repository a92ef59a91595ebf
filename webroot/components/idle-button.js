import { html } from 'lit';
import { icon } from './icon.js';

/**
 * A button that can't be used now, with the reason: it can be reached, so that a screen reader says why.
 *
 * @param {{id: string, label: unknown, why: string, sign?: string}} button
 */
export function idleButton({ id, label, why, sign = 'lock' }) {
  return html`<span class="idle">
    <button type="button" class="btn btn-outline-primary" aria-disabled="true" aria-describedby="${id}-why">${icon(sign)} ${label}</button>
    <span class="why-not" id="${id}-why">${why}</span>
  </span>`;
}
