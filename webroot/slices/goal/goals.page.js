import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { focusAfter } from '../../core/focus.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { findGoal, goalsPath, withElement, withoutElement } from './goal-tree.js';
import { goalTools } from './goal-tools.js';
import { OpenedElement } from './opened-element.js';
import { Presence } from './presence.js';
import '../../core/problem-page.js';
import './activity-details.js';
import './goal-details.js';
import './goal-menu.js';
import './texts.js';

/**
 * Goals and activities (GOAL-1): the menu, and beside it the goal or activity that was chosen. On a phone the menu is a page of its
 * own that opens into one thing at a time.
 */
class GoalsPage extends Page {
  #resource = new PlanResource(this, {
    path: () => 'goals',
    sections: ['goals', 'activities', 'comments'],
    versions: { goals: ({ version }) => version, activities: ({ version }) => version },
    onLoad: (tree) => this.#onLoad(tree),
  });

  #element = new OpenedElement(this);
  #presence = new Presence(this);

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.child('element-comments')?.autosave;
  }

  get unsavedText() {
    return /** @type {any} */ (this.child('element-comments'))?.unsavedText ?? '';
  }

  #onLoad(tree) {
    this.#element.forget();
    this.#resource.value = tree;
  }

  /** Not in render: it sends a frame. */
  updated() {
    super.updated();
    const { planId, goalId, activityId } = this.params;
    this.#presence.show(this.#opened
      ? { planId, section: goalId ? 'goals' : 'activities', elementId: goalId ?? activityId } : null);
  }

  canShow(params) {
    return params.planId === this.params.planId;
  }

  get #opened() {
    return this.params.goalId ?? this.params.activityId ?? '';
  }

  render() {
    const { failure, retry, value: tree } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!tree || !currentPlan.home) return loading();
    return html`<section class="page goals ${this.#opened ? 'has-opened' : ''}">
      <div class="goals-menu">
        <div class="heading-row">
          ${this.#opened ? html`<h2>${t('goals.heading')}</h2>` : html`<h1>${t('goals.heading')}</h1>`}
          ${currentPlan.home.myRights.goals === 'WRITE'
            ? html`<a class="button ${this.#opened ? 'button-quiet' : 'button-primary'}"
              href="${goalsPath(this.params.planId)}/nytt">${icon('plus-lg')} ${t('goals.new')}</a>` : nothing}
        </div>
        ${goalTools(this.params.planId, currentPlan.home, 'list')}
        ${tree.items.length + tree.activities.length > 0
          ? html`<goal-menu .planId=${this.params.planId} .tree=${tree} .opened=${this.#opened}></goal-menu>`
          : emptyState({ iconName: 'signpost-split', text: t('goals.none') })}
      </div>
      <div class="goals-opened" @element-changed=${this.#changed} @element-deleted=${this.#deleted}>
        ${this.#opened ? this.#details(tree) : html`<p class="goals-none muted">${icon('signpost-split')} ${t('goals.choose')}</p>`}
      </div>
    </section>`;
  }

  #details(tree) {
    const { element, problem } = this.#element.find(tree, this.params, this.unsavedText !== '');
    if (!element) return problem ? html`<problem-page .problem=${problem}
      @retry=${this.#element.retry}></problem-page>` : loading();
    const gone = problem
      ? html`<p class="banner" role="alert">${icon('exclamation-triangle')} <span>${t('goals.gone')}</span></p>` : nothing;
    return html`${gone} ${this.#detailsOf(this.params.planId, element, tree)}`;
  }

  #detailsOf(planId, element, tree) {
    return keyed(element.id, 'goalId' in element
      ? html`<activity-details .planId=${planId} .activity=${element} .goal=${findGoal(tree, element.goalId)}
        .home=${currentPlan.home} .presentOthers=${this.#presence.others}></activity-details>`
      : html`<goal-details .planId=${planId} .goal=${element} .tree=${tree} .home=${currentPlan.home}
        .presentOthers=${this.#presence.others}></goal-details>`);
  }

  #changed({ detail }) {
    this.#element.changed(detail);
    this.#resource.value = withElement(this.#resource.value, detail);
  }

  async #deleted({ detail: { id } }) {
    this.#resource.value = withoutElement(this.#resource.value, id);
    router.go(goalsPath(this.params.planId), { replace: true });
    await focusAfter(this, 'h1');
  }
}

customElements.define('page-goals', GoalsPage);
