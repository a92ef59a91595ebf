import { t } from '../../core/i18n.js';
import { pageViews } from '../../design/page-views.js';
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
  return pageViews(t('goals.views'), VIEWS.filter(({ only }) => only?.(home) ?? true).map(({ view, path }) =>
    ({ href: `${goalsPath(planId)}${path}`, text: t(`goalView.${view}`), isCurrent: view === current })));
}
