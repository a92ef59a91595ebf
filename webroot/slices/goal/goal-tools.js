import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { goalsPath } from './goal-tree.js';

const VIEWS = [
  { view: 'list', path: '' },
  { view: 'overview', path: '/oversikt' },
  { view: 'history', path: '/historikk' },
  { view: 'order', path: '/rekkefolge', only: ({ myRights }) => myRights.orderGoals },
  { view: 'bin', path: '/papirkurv', only: ({ myRights }) => myRights.administer },
  { view: 'law', path: '/lovens-krav', only: ({ type, myRights }) => type === 'IP' && myRights.goals !== 'NONE' },
];

/**
 * Links to the other ways of looking at goals and activities.
 *
 * @param {string} planId
 * @param {import('contract').PlanHome} home
 * @param {string} current
 */
export function goalTools(planId, home, current) {
  return html`<nav class="goal-tools" aria-label=${t('goals.views')}><ul>
    ${VIEWS.filter(({ only }) => only?.(home) ?? true).map(({ view, path }) => html`<li><a href="${goalsPath(planId)}${path}"
      aria-current=${view === current ? 'page' : nothing}>${t(`goalView.${view}`)}</a></li>`)}
  </ul></nav>`;
}
