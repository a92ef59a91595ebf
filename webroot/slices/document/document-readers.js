import { html } from 'lit';
import { locale, t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** Who may read a document (DOC-1), and where it is. */

/**
 * @param {string} planId
 * @param {string} [rest] of the path below the plan's documents
 */
export const documentPath = (planId, rest = '') => `/planer/${planId}/dokumenter${rest}`;

/**
 * @param {import('contract').PlanHome} home
 * @returns {import('contract').PlanHome['participants']} those whom the user can keep a document to
 */
export function possibleReaders({ participants, me }) {
  return participants.filter(({ participantId }) => participantId !== me.participantId);
}

/**
 * @param {import('contract').Document} document
 * @param {import('contract').PlanHome} home
 */
export function readersText(document, home) {
  if (!document.for) return t('documents.forAll');
  const names = [document.addedBy.participantId, ...document.for]
    .map((id) => (id === home.me.participantId ? t('documents.you') : home.participants.find((one) => one.participantId === id)?.name))
    .filter(Boolean);
  return html`${icon('lock')} <span dir="auto">${t('documents.onlyFor', { names: new Intl.ListFormat(locale()).format(names) })}</span>`;
}
