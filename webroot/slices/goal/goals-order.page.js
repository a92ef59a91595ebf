import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { GoalMoves } from './goal-moves.js';
import { mainGoals, moved, placed } from './goal-tree.js';
import { goalTools } from './goal-tools.js';
import './texts.js';

const DRAG_TYPE = 'text/x-samklang-activity';

/** Reorders goals and activities, with buttons and by dragging (GOAL-5). */
class GoalsOrderPage extends Page {
  #resource = new PlanResource(this, { path: () => 'goals', sections: ['goals', 'activities'],
    versions: { goals: ({ version }) => version, activities: ({ version }) => version } });

  #moves = new GoalMoves(() => this.params.planId, this.#resource);

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  async #move(id, step, title) {
    await this.#moves.move((tree) => moved(tree, id, step), title);
    await focusAfter(this, `[data-move="${id}${step}"]:not([disabled])`, `[data-move="${id}${-step}"]`);
  }

  #dragStart(event, id) {
    event.dataTransfer.setData(DRAG_TYPE, id);
    event.dataTransfer.effectAllowed = 'move';
  }

  #dragOver(event) {
    if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault();
  }

  async #drop(event, goalId, place) {
    event.preventDefault();
    event.stopPropagation();
    const id = event.dataTransfer.getData(DRAG_TYPE);
    const activity = this.#resource.value.items.flatMap(({ activities }) => activities).find((other) => other.id === id);
    if (activity) await this.#moves.move((tree) => placed(tree, id, goalId, place), activity.title);
  }

  render() {
    const { failure, retry, value: tree } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!tree || !currentPlan.home) return loading();
    if (!currentPlan.home.myRights.orderGoals) return deniedPage();
    const goals = mainGoals(tree);
    return html`<section class="page page-reading">
      <h1>${t('goalsOrder.heading')}</h1>
      ${goalTools(this.params.planId, currentPlan.home, 'order')}
      <p class="lead">${t('goalsOrder.lead')}</p>
      <ol class="order-list">${repeat(goals, ({ goal }) => goal.id, ({ goal, below }) => html`<li class="panel">
        ${this.#goal(tree, goal)}
        ${below.length > 0 ? html`<ol class="order-list">${repeat(below, ({ id }) => id,
          (child) => html`<li>${this.#goal(tree, child)}</li>`)}</ol>` : nothing}
      </li>`)}</ol>
    </section>`;
  }

  #goal(tree, goal) {
    return html`<div @dragover=${this.#dragOver} @drop=${(event) => this.#drop(event, goal.id, goal.activities.length)}>
      ${this.#row(tree, goal, 'order-goal')}
      <ol class="order-activities">${repeat(goal.activities, ({ id }) => id, (activity, place) => html`<li draggable="true"
        @dragstart=${(event) => this.#dragStart(event, activity.id)} @dragover=${this.#dragOver}
        @drop=${(event) => this.#drop(event, goal.id, place)}>${this.#row(tree, activity, 'order-activity')}</li>`)}</ol>
    </div>`;
  }

  #row(tree, { id, title }, kind) {
    return html`<div class="order-row ${kind}"><span class="order-title" dir="auto">${title}</span>
      <span class="order-buttons">${this.#button(tree, id, title, -1)}${this.#button(tree, id, title, 1)}</span></div>`;
  }

  #button(tree, id, title, step) {
    const name = step < 0 ? 'up' : 'down';
    return html`<button type="button" class="icon-button" data-move="${id}${step}" ?disabled=${!moved(tree, id, step)}
      aria-label=${t(`goalsOrder.${name}`, { title })} @click=${() => this.#move(id, step, title)}>${icon(`arrow-${name}`)}</button>`;
  }
}

customElements.define('page-goals-order', GoalsOrderPage);
