import { html } from 'lit';

const sprite = document.documentElement.dataset?.icons ?? '';

/**
 * A decorative icon.
 *
 * @param {string} name in icons.json, the list of those in the sprite
 */
export function icon(name) {
  return html`<svg class="bi bi-${name}" aria-hidden="true" width="16" height="16"><use href="${sprite}#${name}"></use></svg>`;
}
