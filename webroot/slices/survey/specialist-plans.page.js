import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { binLink } from '../goal/bin-link.js';
import { attempt, deleteWithUndo } from '../goal/element-actions.js';
import { goalPath } from '../goal/goal-tree.js';
import { plainText } from '../goal/plain-text.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { GoalTitles } from './goal-titles.js';
import { surveyPath, surveyViews } from './survey-places.js';
import '../../core/problem-page.js';
import '../../design/confirm-dialog.js';
import '../goal/texts.js';
import './texts.js';

/** Which specialist plans exist, and what everybody needs to know of them (SPEC-1). */
class SpecialistPlansPage extends Page {
  static properties = { ...Page.properties, toDelete: { state: true } };

  #resource = new PlanResource(this, { path: () => 'specialist-plans', sections: ['specialistPlans', 'goals', 'rights'],
    versions: { specialistPlans: ({ version }) => version } });
  #goals = new GoalTitles(this);

  constructor() {
    super();
    /** @type {import('contract').SpecialistPlan|null} */
    this.toDelete = null;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get #path() {
    return `${surveyPath(this.params.planId)}/fagplaner`;
  }

  #delete = async () => {
    const { id, version } = this.toDelete;
    const { planId } = this.params;
    this.toDelete = null;
    await attempt(() => deleteWithUndo(planId, `/plans/${planId}/specialist-plans/${id}`, version, t('specialistPlans.deleted')));
    await this.#resource.refresh();
  };

  #cancel = () => {
    this.toDelete = null;
  };

  render() {
    const { failure, retry, value: plans } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!plans || !home) return loading();
    const canWrite = home.myRights.areas.SPECIALIST_PLANS === 'WRITE';
    return html`<section class="page">
      <div class="heading-row"><h1>${t('specialistPlans.heading')}</h1>
        ${canWrite ? html`<a class="button button-primary" href="${this.#path}/ny">${icon('plus-lg')} ${t('specialistPlans.new')}</a>`
          : nothing}</div>
      ${surveyViews(home, 'specialistPlans')}
      <p class="lead">${t('specialistPlans.lead')}</p>
      ${plans.items.length === 0 ? emptyState({ iconName: 'journal-text', text: t('specialistPlans.none') })
        : html`<ul class="list-plain specialist-plans">${repeat(plans.items, ({ id }) => id, (plan) => this.#plan(plan, canWrite))}</ul>`}
      ${this.#question()} ${binLink(home)}
    </section>`;
  }

  #plan(plan, canWrite) {
    const { title, responsible, keptAt, points, goals } = plan;
    return html`<li class="panel">
      <h2 dir="auto">${title}</h2>
      <dl class="description-list">
        ${responsible ? html`<div><dt>${t('specialistPlans.responsible')}</dt><dd dir="auto">${responsible}</dd></div>` : nothing}
        ${keptAt ? html`<div><dt>${t('specialistPlans.keptAt')}</dt><dd dir="auto">${keptAt}</dd></div>` : nothing}
        ${points ? html`<div><dt>${t('specialistPlans.points')}</dt><dd>${plainText(points)}</dd></div>` : nothing}
        ${goals.length > 0 ? html`<div><dt>${t('specialistPlans.goals')}</dt><dd>${this.#goalLinks(goals)}</dd></div>` : nothing}
      </dl>
      <p class="muted">${t('specialistPlans.updated', { when: formatMoment(plan.updatedAt), name: plan.updatedBy })}</p>
      ${canWrite ? html`<p class="actions">
        <a class="button button-quiet" href="${this.#path}/${plan.id}/endre" aria-label=${t('specialistPlans.changeOne', { title })}>
          ${icon('pencil')} ${t('specialistPlans.change')}</a>
        <button type="button" class="button button-link" aria-label=${t('specialistPlans.deleteOne', { title })}
          @click=${() => (this.toDelete = plan)}>${t('specialistPlans.delete')}</button>
      </p>` : nothing}
    </li>`;
  }

  #goalLinks(goals) {
    return html`<ul class="list-plain">${goals.map((id) => html`<li><a href=${goalPath(this.params.planId, id)}
      dir="auto">${this.#goals.titleOf(id)}</a></li>`)}</ul>`;
  }

  #question() {
    if (!this.toDelete) return nothing;
    return html`<confirm-dialog .heading=${t('specialistPlans.deleteQuestion', { title: this.toDelete.title })}
      .content=${html`<p>${t('specialistPlans.deleteWhat')}</p>`} .yes=${t('specialistPlans.deleteYes')}
      @confirmed=${this.#delete} @cancelled=${this.#cancel}></confirm-dialog>`;
  }
}

customElements.define('page-specialist-plans', SpecialistPlansPage);
