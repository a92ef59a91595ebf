import { html } from 'lit';
import { t } from '../../core/i18n.js';
import { folders } from '../../design/folders.js';
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
  const parts = LINKS.map(({ path, key }) => ({ href: path, text: t(key), isCurrent: path === current }));
  return html`<chosen-organisation></chosen-organisation>
    ${folders({ id: 'organisation-menu', label: t('organisationMenu.label') }, parts)}`;
}
