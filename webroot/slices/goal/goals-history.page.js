import { html } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { goalTools } from './goal-tools.js';
import '../../core/problem-page.js';
import './goal-menu.js';
import './texts.js';

/** The goals and activities that have been moved out of the active plan (GOAL-6). */
class GoalsHistoryPage extends Page {
  #resource = new PlanResource(this, { path: () => 'goals?history=true', sections: ['goals', 'activities'] });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  render() {
    const { failure, retry, value: tree } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!tree || !currentPlan.home) return loading();
    return html`<section class="page">
      <h1>${t('goalsHistory.heading')}</h1>
      ${goalTools(this.params.planId, currentPlan.home, 'history')}
      ${tree.items.length + tree.activities.length > 0
        ? html`<p class="lead">${t('goalsHistory.lead')}</p><goal-menu .planId=${this.params.planId} .tree=${tree}></goal-menu>`
        : emptyState({ iconName: 'clock-history', text: t('goalsHistory.none') })}
    </section>`;
  }
}

customElements.define('page-goals-history', GoalsHistoryPage);
