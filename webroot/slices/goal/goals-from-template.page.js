import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { deniedPage } from '../../core/problem-page.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { radioField } from '../../forms/radio-field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { goalPath, goalsPath } from './goal-tree.js';
import './texts.js';

/** Adds the goals and activities of a template to the plan, or one of its goals with what belongs to it (ORG-1). */
class GoalsFromTemplatePage extends Page {
  #resource = new PlanResource(this, { path: () => 'templates', sections: [], onLoad: (list) => this.#onLoad(list) });
  #form = new FormController(this, {
    validate: ({ templateId }) => (templateId ? {} : { templateId: 'goalsFromTemplate.choose' }),
    send: ({ templateId, goal }, { idempotencyKey }) => api.post(`/plans/${this.params.planId}/goals/from-template`,
      { templateId, goal: goal ? Number(goal) : null }, { idempotencyKey }),
    savedText: t('goalsFromTemplate.saved'),
    onSaved: ({ id }) => router.go(goalPath(this.params.planId, id), { replace: true }),
  });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  async #onLoad(list) {
    this.#resource.value = list;
    if (!this.#form.values) await this.#form.open({ templateId: list.items.length === 1 ? list.items[0].id : '', goal: '' });
  }

  render() {
    const { failure, retry, value: list } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!list || !this.#form.values || !currentPlan.home) return loading();
    if (currentPlan.home.myRights.goals !== 'WRITE') return deniedPage('');
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${goalsPath(this.params.planId)}>${icon('chevron-left')} ${t('goals.back')}</a></p>
      <h1>${t('goalsFromTemplate.heading')}</h1>
      ${list.items.length > 0 ? this.#fields(list.items)
        : emptyState({ iconName: 'signpost-split', text: t('goalsFromTemplate.none') })}
    </section>`;
  }

  #fields(items) {
    const form = this.#form;
    const { templateId, goal } = form.values;
    const chosen = items.find(({ id }) => id === templateId);
    return html`<p class="lead">${t('goalsFromTemplate.lead')}</p>
      <form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${radioField({ name: 'templateId', label: t('goalsFromTemplate.template'), value: templateId, error: form.errorOf('templateId'),
        options: items.map(({ id, name, goals, activities }) => ({ value: id, text: name,
          hint: `${t('goalsFromTemplate.goals', { n: goals })}, ${t('goalsFromTemplate.activities', { n: activities })}` })),
        onChange: (value) => form.change({ templateId: value, goal: '' }) })}
      ${chosen ? radioField({ name: 'goal', label: t('goalsFromTemplate.what'), value: goal, error: form.errorOf('goal'),
        options: [{ value: '', text: t('goalsFromTemplate.all') },
          ...(chosen.titles.length > 1 ? chosen.titles.map((text, at) => ({ value: String(at + 1), text })) : [])],
        onChange: (value) => form.change({ goal: value }) }) : nothing}
      <p class="actions">${submitButton(form, t('goalsFromTemplate.save'))}</p>
    </form>`;
  }
}

customElements.define('page-goals-from-template', GoalsFromTemplatePage);
