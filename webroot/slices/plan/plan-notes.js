import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { consentWarning } from '../consent/consent-expiry.js';
import '../practice/practice-bar.js';
import './texts.js';

/**
 * What to know about a plan before the rest: that it is a practice plan, on a phone that its consent soon expires, and that it is closed.
 *
 * @param {import('contract').PlanHome} home
 */
export function planNotes({ id, consentDaysLeft, state, endDate, practiceUntil }) {
  return html`<div class="plan-notes">
    ${practiceUntil ? html`<practice-bar .until=${practiceUntil}></practice-bar>` : nothing}
    <div class="phone-only">${consentWarning(consentDaysLeft, id)}</div>
    ${state === 'CLOSED'
      ? html`<p class="banner" role="note">${icon('lock-fill')} <span>${endDate
        ? t('planHeader.closedOn', { date: formatDate(endDate) }) : t('planHeader.closed')}</span></p>`
      : nothing}
  </div>`;
}
