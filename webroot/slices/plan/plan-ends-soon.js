import { html, nothing } from 'lit';
import { addDays, today } from '../../core/dates.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const WARNING_DAYS = 30;

/**
 * In the last 30 days before a plan closes by itself (PLAN-2): when it does, and that the end can be moved.
 *
 * @param {import('contract').PlanAdministration} plan
 */
export function endsSoon({ state, plannedEnd, mayChange }) {
  if (state === 'CLOSED' || !plannedEnd || plannedEnd > addDays(today(), WARNING_DAYS)) return nothing;
  const text = t(mayChange ? 'planPeriod.endsSoonMove' : 'planPeriod.endsSoon', { date: formatDate(plannedEnd) });
  return html`<p class="banner" role="note">${icon('exclamation-triangle-fill')} <span>${text}</span></p>`;
}
