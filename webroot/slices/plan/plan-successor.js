import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from './plan.js';
import './texts.js';

/**
 * The way from a stafettlogg to an individual plan (PLAN-7), for its coordinator. A practice plan has none.
 *
 * @param {import('contract').PlanAdministration} plan
 */
export function planSuccessor({ id, type, state, mayHandOver }) {
  if (currentPlan.home?.practiceUntil) return nothing;
  if (type !== 'SL' || state !== 'ACTIVE' || !mayHandOver) return nothing;
  return html`<section class="panel" aria-labelledby="successor-heading">
    <h2 id="successor-heading">${t('successor.heading')}</h2>
    <p>${t('successor.lead')}</p>
    <p><a class="button button-quiet" href="/planer/${id}/administrer/individuell-plan">${icon('arrow-right')}
      ${t('successor.begin')}</a></p>
  </section>`;
}
