import { html, nothing } from 'lit';
import { t } from '../app/i18n.js';

const PLACES = [
  { path: '/virksomhet/personer', key: 'organisationMenu.persons' },
  { path: '/virksomhet/varsler', key: 'organisationMenu.notices' },
  { path: '/virksomhet/innstillinger', key: 'organisationMenu.settings' },
];

/** The parts of "Adm. virksomhet". @param {string} current the path of the part that is open */
export function organisationMenu(current) {
  return html`<nav class="folders" aria-label=${t('organisationMenu.label')}>
    ${PLACES.map(({ path, key }) => html`<a href=${path} aria-current=${path === current ? 'page' : nothing}>${t(key)}</a>`)}
  </nav>`;
}
