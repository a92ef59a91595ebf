import { html, nothing } from 'lit';
import { icon } from './icon.js';

/**
 * Shown instead of an empty list: a text and what to do.
 *
 * @param {{iconName: string, text: string, more?: unknown}} content
 */
export function emptyState({ iconName, text, more }) {
  return html`<div class="empty-state">
    <p class="empty-icon">${icon(iconName)}</p>
    <p class="empty-text">${text}</p>
    ${more ? html`<div>${more}</div>` : nothing}
  </div>`;
}
