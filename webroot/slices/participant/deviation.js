/** Rights that aren't the same as for all at the start: everybody reads everything (PART-2). */

import { html, nothing } from 'lit';
import { locale, t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { AREAS, levelOf } from './rights.js';
import './texts.js';

/**
 * @param {import('contract').Rights} rights
 * @param {string} role
 * @returns {import('contract').RightsDeviation|null} as the service finds it; null for the same rights as all
 */
export function deviationOf(rights, role) {
  const closed = AREAS.filter((area) => levelOf(rights, area) === 'NONE');
  const print = ['OWNER', 'COORDINATOR'].includes(role) === rights.print ? undefined : rights.print;
  const editPerson = (role === 'COORDINATOR') === rights.editPerson ? undefined : rights.editPerson;
  const isAny = closed.length > 0 || print !== undefined || editPerson !== undefined;
  return isAny ? /** @type {any} */ ({ closed, print, editPerson }) : null;
}

/**
 * @param {import('contract').RightsDeviation} deviation
 * @returns {string[]} what differs, a sentence each
 */
export function deviationText({ closed, print, editPerson }) {
  const areas = new Intl.ListFormat(locale()).format(closed.map((area) => t(`area.${area}`)));
  return [
    closed.length > 0 ? t('deviation.closed', { areas }) : '',
    print === undefined ? '' : t(print ? 'deviation.prints' : 'deviation.doesNotPrint'),
    editPerson === undefined ? '' : t(editPerson ? 'deviation.edits' : 'deviation.doesNotEdit'),
  ].filter(Boolean);
}

/**
 * A mark by a participant whose rights aren't the same as for all, with the reason.
 *
 * @param {{role: string, rights: import('contract').Rights, reason?: string|null}} participant
 */
export function deviationMark({ role, rights, reason }) {
  if (!deviationOf(rights, role)) return nothing;
  return html`<p class="rights-deviation">${icon('arrow-left-right')} <span>${t('deviation.mark')}
    ${reason ? html`<q>${reason}</q>` : t('deviation.noReason')}</span></p>`;
}
