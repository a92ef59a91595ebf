import { html, nothing } from 'lit';
import { icon } from './icon.js';

/**
 * Instead of an empty list: that it is empty, and what to do.
 *
 * @param {{sign: string, text: string, more?: unknown}} what
 */
export function emptyState({ sign, text, more }) {
  return html`<div class="empty-state">
    <p class="empty-sign">${icon(sign)}</p>
    <p class="empty-text">${text}</p>
    ${more ? html`<div>${more}</div>` : nothing}
  </div>`;
}
