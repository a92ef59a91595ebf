import { html } from 'lit';
import { api } from '../../core/api.js';

/** @returns {Promise<Partial<import('contract').ServiceStatement>>} what the installation tells of itself; nothing when that isn't known */
export function serviceStatement() {
  return api.get('/service-statement', { background: true }).catch(() => ({}));
}

/**
 * @param {string} contact `mailto:`, `tel:` or `https:`
 * @returns {unknown} a link with the address or number as its text
 */
export function contactLink(contact) {
  return html`<a class="standalone-link" href=${contact}>${contact.replace(/^(mailto:|tel:|https:\/\/)/, '').split('?')[0]}</a>`;
}
