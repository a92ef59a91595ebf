import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * The plan that a stafettlogg has become, and the stafettlogg that a plan has been (PLAN-7).
 *
 * @param {import('contract').PlanHome} home
 */
export function planRelation({ successorId, predecessorId }) {
  if (!successorId && !predecessorId) return nothing;
  return html`<p class="banner banner-info">${icon('info-circle-fill')} <span>${successorId
    ? html`${t('successor.became')} <a href="/planer/${successorId}">${t('successor.toPlan')}</a>`
    : html`${t('successor.was')} <a href="/planer/${predecessorId}">${t('successor.toLog')}</a>`}</span></p>`;
}
