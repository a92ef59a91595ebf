import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { today } from '../../core/dates.js';
import { EventController } from '../../core/event-controller.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { evaluation, period, responsibleNames } from './element-facts.js';
import { goalPicture } from './goal-picture.js';
import { activityPath, goalPath, mainGoals } from './goal-tree.js';
import { goalTools } from './goal-tools.js';
import '../../core/problem-page.js';
import '../../design/data-table.js';
import './texts.js';

/** All goals and activities in one table (GOAL-1), with evaluations that are due (GOAL-10). */
class GoalsOverviewPage extends Page {
  #resource = new PlanResource(this, { path: () => 'goals', sections: ['goals', 'activities'],
    versions: { goals: ({ version }) => version, activities: ({ version }) => version } });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  render() {
    const { failure, retry, value: tree } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!tree || !currentPlan.home) return loading();
    const rows = rowsOf(tree);
    return html`<section class="page">
      <h1>${t('goalsOverview.heading')}</h1>
      ${goalTools(this.params.planId, currentPlan.home, 'overview')}
      ${rows.length > 0
        ? html`<data-table wide .caption=${t('goalsOverview.heading')} .columns=${this.#columns()} .rows=${rows}></data-table>`
        : emptyState({ iconName: 'signpost-split', text: t('goals.none') })}
    </section>`;
  }

  #columns() {
    const { planId } = this.params;
    const { home } = currentPlan;
    return [
      { label: t('goalsOverview.what'), heading: true, cell: ({ element, level }) => html`<a class="overview-${level}"
        href=${level === 'activity' ? activityPath(planId, element.id) : goalPath(planId, element.id)} dir="auto">${level === 'activity'
          ? nothing : goalPicture(planId, element, { small: true })}<span>${element.title}</span></a>` },
      { label: t('goalsOverview.state'), fixed: true, cell: ({ element, level }) => (level === 'activity'
        ? t(`activityStatus.${element.status}`) : t('goals.percent', { n: element.progress })) },
      { label: t('activity.when'), cell: ({ element, level }) => (level === 'activity' ? period(element) : nothing) },
      { label: t('activity.responsible'),
        cell: ({ element, level }) => (level === 'activity' ? responsibleNames(element, home) : nothing) },
      { label: t('activity.evaluation'), cell: ({ element, level }) => (level === 'activity' ? evaluation(element, today()) : nothing) },
      { label: t('goalsOverview.agreed'), cell: ({ element }) => html`<span class="whole-words">${t(element.agreed === 'PROPOSED'
        ? 'agreement.proposed' : element.changedSinceAgreed ? 'agreement.changed' : 'agreement.agreed')}</span>` },
    ];
  }
}

/**
 * @param {import('contract').GoalTree} tree
 * @returns {{id: string, element: any, level: 'goal'|'sub'|'activity'}[]}
 */
export function rowsOf(tree) {
  const activities = (goal) => goal.activities.map((element) => ({ id: element.id, element, level: 'activity' }));
  return /** @type {any} */ ([
    ...mainGoals(tree).flatMap(({ goal, below }) => [
      { id: goal.id, element: goal, level: 'goal' }, ...activities(goal),
      ...below.flatMap((child) => [{ id: child.id, element: child, level: 'sub' }, ...activities(child)]),
    ]),
    ...activities(tree),
  ]);
}

customElements.define('page-goals-overview', GoalsOverviewPage);
