import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { deniedPage } from '../../core/problem-page.js';
import { Problem } from '../../core/problem.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { loading } from '../../design/loading.js';
import { errorOf, textArea, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { GoalTitles } from './goal-titles.js';
import { surveyPath } from './survey-places.js';
import './texts.js';

const NEW = { title: '', responsible: '', keptAt: '', points: '', goals: [] };

/** Adds a specialist plan, or changes one (SPEC-1, GOAL-8). */
class EditSpecialistPlanPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => 'specialist-plans', sections: ['specialistPlans'],
    onLoad: (plans) => this.#onLoad(plans) });
  #goals = new GoalTitles(this);

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values ? this.#text(this.#form.values) : '';
  }

  get #back() {
    return `${surveyPath(this.params.planId)}/fagplaner`;
  }

  async #onLoad(plans) {
    const { planId, specialistPlanId } = this.params;
    const known = specialistPlanId ? plans.items.find(({ id }) => id === specialistPlanId) : NEW;
    if (!known && !this.#form) throw new Problem(404, { code: 'not.found' });
    this.#resource.value = plans;
    if (!known) return;
    if (this.#form) return specialistPlanId ? this.#form.update(known) : undefined;
    this.#form = new FormController(this, {
      key: `plan-${planId}-specialist-plan-${specialistPlanId ?? 'new'}`, valuesOf,
      validate,
      send: this.#send, savedText: t('specialistPlan.saved'),
      onSaved: () => router.go(this.#back, { replace: true }),
    });
    await this.#form.open(known);
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = (values, { version, idempotencyKey }) => {
    const { planId, specialistPlanId } = this.params;
    const path = `/plans/${planId}/specialist-plans`;
    const body = { ...values, title: values.title.trim() };
    return specialistPlanId ? api.put(`${path}/${specialistPlanId}`, body, { version }) : api.post(path, body, { idempotencyKey });
  };

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  #text({ title, responsible, keptAt, points, goals }) {
    return [title, responsible, keptAt, points, ...goals.map((id) => this.#goals.titleOf(id))].filter(Boolean).join('\n');
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    if (currentPlan.home.myRights.areas.SPECIALIST_PLANS !== 'WRITE') return deniedPage(this.unsavedText);
    return html`<section class="page page-reading">
      <h1>${t(this.params.specialistPlanId ? 'specialistPlan.editTitle' : 'specialistPlan.newTitle')}</h1>
      ${this.#form.conflict ? conflictChoice(this.#form, (values) => this.#text(values), t('specialistPlan.conflict')) : this.#fields()}
    </section>`;
  }

  #fields() {
    const form = this.#form;
    const field = (name, maxlength, more = {}) => textField({ name, label: t(`specialistPlan.${name}`), value: form.values[name], maxlength,
      error: form.errorOf(name), onInput: (value) => form.change({ [name]: value }), ...more });
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${field('title', 200, { required: true })}
      ${field('responsible', 200, { hint: t('specialistPlan.responsibleHint') })}
      ${field('keptAt', 500, { hint: t('specialistPlan.keptAtHint') })}
      ${textArea({ name: 'points', label: t('specialistPlan.points'), hint: t('specialistPlan.pointsHint'), value: form.values.points,
        rows: 6, maxlength: 5000, error: form.errorOf('points'), onInput: (points) => form.change({ points }) })}
      ${this.#goalChoice()}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('specialistPlan.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button></p>
    </form>`;
  }

  #goalChoice() {
    const form = this.#form;
    const chosen = form.values.goals;
    const choices = this.#goals.goals.filter(({ id, inHistory }) => !inHistory || chosen.includes(id));
    if (choices.length === 0) return nothing;
    const toggle = (id, isChosen) => form.change({ goals: isChosen ? [...chosen, id] : chosen.filter((one) => one !== id) });
    return html`<fieldset class="field"><legend>${t('specialistPlan.goals')}</legend>
      ${choices.map(({ id, title }) => html`<label class="check"><input class="choice" type="checkbox" name="goals"
        .checked=${live(chosen.includes(id))}
        @change=${(event) => toggle(id, event.target.checked)}> <span dir="auto">${title}</span></label>`)}
      ${errorOf({ name: 'goals', error: form.errorOf('goals') })}
    </fieldset>`;
  }
}

/** @returns {Record<string, string>} errors by field */
function validate({ title }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!title.trim()) errors.title = 'required';
  return errors;
}

function valuesOf({ title, responsible, keptAt, points, goals }) {
  return { title, responsible, keptAt, points, goals };
}

customElements.define('page-edit-specialist-plan', EditSpecialistPlanPage);
