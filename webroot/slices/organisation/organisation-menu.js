import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import './chosen-organisation.js';
import './texts.js';

const LINKS = [
  { path: '/virksomhet/personer', key: 'organisationMenu.persons' },
  { path: '/virksomhet/kontoer', key: 'organisationMenu.accounts' },
  { path: '/virksomhet/planer', key: 'organisationMenu.plans' },
  { path: '/virksomhet/avsluttede-planer', key: 'organisationMenu.closedPlans' },
  { path: '/virksomhet/varsler', key: 'organisationMenu.notices' },
  { path: '/virksomhet/arkiv', key: 'organisationMenu.archives' },
  { path: '/virksomhet/enheter', key: 'organisationMenu.units' },
  { path: '/virksomhet/rettigheter', key: 'organisationMenu.rights' },
  { path: '/virksomhet/innstillinger', key: 'organisationMenu.settings' },
];

/**
 * Menu of "Administrasjon".
 *
 * @param {string} current path
 */
export function organisationMenu(current) {
  return html`<chosen-organisation></chosen-organisation><nav class="folders" aria-label=${t('organisationMenu.label')}>
    ${LINKS.map(({ path, key }) => html`<a href=${path} aria-current=${path === current ? 'page' : nothing}>${t(key)}</a>`)}
  </nav>`;
}
