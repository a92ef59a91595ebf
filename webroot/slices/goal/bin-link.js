import { html, nothing } from 'lit';
import { icon } from '../../design/icon.js';
import { t } from '../../core/i18n.js';
import './texts.js';

/**
 * A link to the plan's bin, for who can put things back (GOAL-7).
 *
 * @param {import('contract').PlanHome} home
 */
export function binLink({ id, myRights }) {
  return myRights.administer ? html`<p><a class="standalone-link" href="/planer/${id}/mal/papirkurv">${icon('trash')}
    ${t('binLink.open')}</a></p>` : nothing;
}
