import { html } from 'lit';

/**
 * An icon that only decorates: the words stand beside it.
 *
 * @param {string} name in bootstrap-icons
 */
export function icon(name) {
  return html`<i class="bi bi-${name}" aria-hidden="true"></i>`;
}
