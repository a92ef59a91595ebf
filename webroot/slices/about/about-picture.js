import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import './texts.js';

/** @param {string} planId */
export const aboutPath = (planId) => `/planer/${planId}/om-meg`;

/** @param {string} planId */
export const aboutPictureApi = (planId) => `/plans/${planId}/about/picture`;

/**
 * The picture of the owner's own page (HOME-2), if there is one.
 *
 * @param {string} planId
 * @param {{pictureVersion: number|null}} about
 * @param {{small?: boolean}} [options] small on the start page, where it only decorates
 */
export function aboutPicture(planId, { pictureVersion }, { small = false } = {}) {
  if (pictureVersion === null) return nothing;
  const address = `/api/v1${aboutPictureApi(planId)}?v=${pictureVersion}`;
  return html`<img class="about-picture ${small ? 'is-small' : ''}" src=${address} alt=${small ? '' : t('about.picture')} loading="lazy">`;
}
