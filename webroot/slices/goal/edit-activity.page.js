import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { activityFields, activityText, activityValues, activityInput, validateActivity } from './activity-fields.js';
import { activityPath, findActivity, goalPath } from './goal-tree.js';
import './texts.js';

const NEW = { title: '', status: 'PLANNED', from: null, to: null, evaluateOn: null, effect: null, effectReason: null, responsible: [],
  description: '', registeredOn: null };

/** Adds an activity to a goal, or changes one (GOAL-3, GOAL-8, GOAL-10). */
class EditActivityPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => 'goals', sections: ['activities'], onLoad: (tree) => this.#onLoad(tree) });

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

  get #back() {
    const { planId, goalId, activityId } = this.params;
    return activityId ? activityPath(planId, activityId) : goalPath(planId, goalId);
  }

  async #onLoad(tree) {
    const { planId, goalId, activityId } = this.params;
    const known = activityId ? findActivity(tree, activityId) : NEW;
    const activity = known ?? (this.#form ? null : await api.get(`/plans/${planId}/activities/${activityId}`));
    this.#resource.value = tree;
    if (!activity) return;
    if (this.#form) return activityId ? this.#form.update(activity) : undefined;
    this.#form = new FormController(this, {
      key: activityId ? `plan-${planId}-activity-${activityId}` : `plan-${planId}-activity-new-${goalId}`, valuesOf: activityValues,
      validate: validateActivity, send: this.#send, savedText: t('activity.saved'),
      onSaved: ({ id }) => router.go(activityPath(planId, id), { replace: true }),
    });
    await this.#form.open(activity);
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = (values, { version, idempotencyKey }) => {
    const { planId, goalId, activityId } = this.params;
    return activityId
      ? api.put(`/plans/${planId}/activities/${activityId}`, activityInput(values), { version })
      : api.post(`/plans/${planId}/goals/${goalId}/activities`, activityInput(values), { idempotencyKey });
  };

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    if (currentPlan.home.myRights.activities !== 'WRITE') return deniedPage(this.unsavedText);
    const form = this.#form;
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${this.#back}>${icon('chevron-left')} ${t('goals.back')}</a></p>
      <h1>${t(this.params.activityId ? 'activity.editHeading' : 'activity.newHeading')}</h1>
      ${form.conflict ? conflictChoice(form, (values) => activityText(values, currentPlan.home), t('activity.conflict'))
        : html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
          ${formTop(form)} ${activityFields(form, currentPlan.home, Boolean(this.params.activityId))} ${saveLine(form)}
          <p class="actions">
            ${submitButton(form, t('activity.save'))}
            <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
          </p>
        </form>`}
    </section>`;
  }
}

customElements.define('page-edit-activity', EditActivityPage);
