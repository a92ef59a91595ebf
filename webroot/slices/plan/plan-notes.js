import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { consentWarning } from '../consent/consent-expiry.js';
import './texts.js';

/**
 * What to know about a plan before the rest: on a phone that its consent soon expires, and that it is closed.
 *
 * @param {import('contract').PlanHome} home
 */
export function planNotes({ id, consentDaysLeft, state, endDate }) {
  return html`<div class="plan-notes">
    <div class="phone-only">${consentWarning(consentDaysLeft, id)}</div>
    ${state === 'CLOSED'
      ? html`<p class="banner" role="note">${icon('lock-fill')} <span>${endDate
        ? t('planHeader.closedOn', { date: formatDate(endDate) }) : t('planHeader.closed')}</span></p>`
      : nothing}
  </div>`;
}
