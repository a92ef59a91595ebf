/** The planned end and the legal basis of a plan (PLAN-1, PLAN-2): values and texts. */

import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import './texts.js';

export const PLAN_TYPES = ['IP', 'SL', 'IOP', 'IUP', 'KO'];

/**
 * @param {{plannedEnd?: string|null, legalBasis?: {basis: string, text?: string|null}|null}} [plan]
 */
export function periodValues({ plannedEnd, legalBasis } = {}) {
  return { plannedEnd: plannedEnd ?? '', legalBasis: legalBasis?.basis ?? '', legalBasisText: legalBasis?.text ?? '' };
}

/**
 * @param {any} values of the form
 * @returns {{plannedEnd: string|null, legalBasis: any}} the fields of a request
 */
export function periodInput({ plannedEnd, legalBasis, legalBasisText }) {
  return {
    plannedEnd: plannedEnd || null,
    legalBasis: legalBasis ? { basis: legalBasis, text: legalBasisText.trim() || null } : null,
  };
}

/**
 * @param {any} values of the form
 * @returns {Record<string, string>} codes by field
 */
export function periodErrors({ startDate, plannedEnd, legalBasis, legalBasisText }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (plannedEnd && startDate && plannedEnd < startDate) errors.plannedEnd = 'date.beforeStart';
  if (legalBasis === 'OTHER' && !legalBasisText.trim()) errors.legalBasisText = 'required';
  return errors;
}

/**
 * @param {{basis: string, text?: string|null}|null|undefined} legalBasis
 * @returns {string} an empty text for none
 */
export function basisSummary(legalBasis) {
  if (!legalBasis) return '';
  const { basis, text } = legalBasis;
  if (basis === 'OTHER') return text ?? '';
  return [t(`legalBasis.${basis}`), text].filter(Boolean).join(', ');
}

/**
 * @param {{birthDate?: string|null, dueDate?: string|null}} owner
 * @returns {string} the birth date, or the due date of one who isn't born yet, named as such
 */
export function bornOrDue({ birthDate, dueDate }) {
  return birthDate || !dueDate ? formatDate(birthDate) : t('planPeriod.due', { date: formatDate(dueDate) });
}
