import { t } from '../../core/i18n.js';
import { folders } from '../../design/folders.js';
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
  return folders({ id: 'profile-menu', label: t('profileMenu.label') },
    LINKS.map(({ path, key }) => ({ href: path, text: t(key), isCurrent: path === current })));
}
