import { html } from 'lit';
import { icon } from './icon.js';

/**
 * A disabled button with the reason. It stays focusable, so that screen readers announce the reason.
 *
 * @param {{id: string, label: unknown, reason: string, iconName?: string}} button
 */
export function disabledButton({ id, label, reason, iconName = 'lock' }) {
  return html`<span class="disabled-button">
    <button type="button" class="button button-quiet" aria-disabled="true"
      aria-describedby="${id}-why">${icon(iconName)} ${label}</button>
    <span class="disabled-reason" id="${id}-why">${reason}</span>
  </span>`;
}
