import { html, nothing } from 'lit';
import './menu-button.js';

/**
 * Links to the parts of a place: a row; on a phone one button, which says what is shown and opens them.
 *
 * @param {{id: string, label: string}} place `label` is what they are parts of
 * @param {{href: string, text: string, isCurrent: boolean}[]} parts
 */
export function folders({ id, label }, parts) {
  const link = ({ href, text, isCurrent }) => html`<a href=${href} aria-current=${isCurrent ? 'page' : nothing}>${text}</a>`;
  const links = () => parts.map(link);
  const current = parts.find(({ isCurrent }) => isCurrent);
  return html`<nav class="folders desktop-only" aria-label=${label}>${links()}</nav>
    <nav class="folders-menu phone-only" aria-label=${label}>
      <menu-button id=${id} .label=${html`<span>${label}${current ? html`: <strong>${current.text}</strong>` : nothing}</span>`}
        .content=${links}></menu-button>
    </nav>`;
}
