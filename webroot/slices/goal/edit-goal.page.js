import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { textArea, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { findGoal, goalPath, goalsPath } from './goal-tree.js';
import { progressField } from './progress-field.js';
import './template-link.js';
import './texts.js';

const NEW = { title: '', description: '', progress: '0', registeredOn: '' };

/** Adds a goal or a sub-goal, or changes one (GOAL-2, GOAL-8). `?under=` names the main goal of a new sub-goal. */
class EditGoalPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => 'goals', sections: ['goals'], onLoad: (tree) => this.#onLoad(tree) });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    const { title = '', description = '' } = this.#form?.values ?? {};
    return [title, description].filter(Boolean).join('\n');
  }

  // as it was when the goal was last loaded: a goal that leaves the tree keeps its place
  #parentOfGoal = null;

  get #parentId() {
    return this.params.goalId ? this.#parentOfGoal : this.query.get('under');
  }

  get #back() {
    const { planId, goalId } = this.params;
    const id = goalId ?? this.query.get('under');
    return id ? goalPath(planId, id) : goalsPath(planId);
  }

  async #onLoad(tree) {
    const { planId, goalId } = this.params;
    const known = goalId ? findGoal(tree, goalId) : NEW;
    const goal = known ?? (this.#form ? null : await api.get(`/plans/${planId}/goals/${goalId}`));
    this.#resource.value = tree;
    if (!goal) return;
    if (goalId) this.#parentOfGoal = goal.parentId;
    if (this.#form) return goalId ? this.#form.update(goal) : undefined;
    this.#form = new FormController(this, {
      key: `plan-${planId}-goal-${goalId ?? `new-${this.#parentId ?? 'main'}`}`, valuesOf, validate,
      send: this.#send, savedText: t('goal.saved'),
      onSaved: ({ id }) => router.go(goalPath(planId, id), { replace: true }),
    });
    await this.#form.open(goal);
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = ({ title, description, progress, registeredOn }, { version, idempotencyKey }) => {
    const { planId, goalId } = this.params;
    const body = { title: title.trim(), description, progress: Number(progress), parentId: this.#parentId,
      ...(registeredOn ? { registeredOn } : {}) };
    return goalId ? api.put(`/plans/${planId}/goals/${goalId}`, body, { version })
      : api.post(`/plans/${planId}/goals`, body, { idempotencyKey });
  };

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    if (currentPlan.home.myRights.goals !== 'WRITE') return deniedPage(this.unsavedText);
    const parent = findGoal(this.#resource.value, this.#parentId);
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${this.#back}>${icon('chevron-left')} ${t('goals.back')}</a></p>
      <h1>${t(this.params.goalId ? 'goal.editHeading' : parent ? 'goal.newBelowHeading' : 'goal.newHeading')}</h1>
      ${parent ? html`<p class="lead" dir="auto">${t('goal.under', { title: parent.title })}</p>` : nothing}
      ${this.params.goalId || parent ? nothing : html`<template-link .planId=${this.params.planId}></template-link>`}
      ${this.#form.conflict ? conflictChoice(this.#form, goalText, t('goal.conflict')) : this.#fields()}
    </section>`;
  }

  #fields() {
    const form = this.#form;
    const { title, description, progress, registeredOn } = form.values;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textField({ name: 'title', label: t('goal.title'), hint: t('goals.length', { n: title.length, max: 200 }), value: title,
        maxlength: 200, required: true, error: form.errorOf('title'), onInput: (value) => form.change({ title: value }) })}
      ${textArea({ name: 'description', label: t('goal.description'), hint: t('goal.descriptionHint'), value: description, rows: 6,
        maxlength: 20000, error: form.errorOf('description'), onInput: (value) => form.change({ description: value }) })}
      ${progressField(form, progress)}
      ${this.params.goalId ? textField({ name: 'registeredOn', type: 'date', label: t('goal.registered'), value: registeredOn,
        error: form.errorOf('registeredOn'), onInput: (value) => form.change({ registeredOn: value }) }) : nothing}
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t('goal.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
      </p>
    </form>`;
  }
}

function valuesOf(goal) {
  return { title: goal.title, description: goal.description, progress: String(goal.progress), registeredOn: goal.registeredOn };
}

/** @returns {Record<string, string>} errors by field */
function validate({ title, progress }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!title.trim()) errors.title = 'required';
  if (!/^\d{1,3}$/u.test(progress.trim()) || Number(progress) > 100) errors.progress = 'percent';
  return errors;
}

function goalText({ title, description, progress }) {
  return `${title}\n${t('goals.percent', { n: progress })}\n\n${description}`;
}

customElements.define('page-edit-goal', EditGoalPage);
