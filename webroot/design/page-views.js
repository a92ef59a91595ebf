import { html, nothing } from 'lit';

/**
 * Links to the other ways of looking at a part of a plan.
 *
 * @param {string} label what they are, for screen readers
 * @param {{href: string, text: string, isCurrent: boolean}[]} views
 */
export function pageViews(label, views) {
  return html`<nav class="page-views" aria-label=${label}><ul>
    ${views.map(({ href, text, isCurrent }) => html`<li><a href=${href} aria-current=${isCurrent ? 'page' : nothing}>${text}</a></li>`)}
  </ul></nav>`;
}
