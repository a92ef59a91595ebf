import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import './texts.js';

const LINKS = [
  { path: '/profil', key: 'profileMenu.card' },
  { path: '/profil/innlogging', key: 'profileMenu.login' },
  { path: '/profil/valg', key: 'profileMenu.preferences' },
  { path: '/profil/innlogginger', key: 'profileMenu.sessions' },
  { path: '/profil/mine-data', key: 'profileMenu.data' },
];

/**
 * Menu of "Min profil".
 *
 * @param {string} current path
 */
export function profileMenu(current) {
  return html`<nav class="folders" aria-label=${t('profileMenu.label')}>
    ${LINKS.map(({ path, key }) => html`<a href=${path} aria-current=${path === current ? 'page' : nothing}>${t(key)}</a>`)}
  </nav>`;
}
