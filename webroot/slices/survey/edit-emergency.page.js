import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { deniedPage } from '../../core/problem-page.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { loading } from '../../design/loading.js';
import { textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { contactErrors, contactFields, contactsOf } from './contact-fields.js';
import { surveyPath } from './survey-places.js';
import './texts.js';

/** Changes what to do when it gets hard; by the owner, who decides for them, or the coordinator (SURV-2, GOAL-8). */
class EditEmergencyPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => 'emergency', sections: ['emergency'],
    onLoad: (emergency) => this.#onLoad(emergency) });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values ? emergencyText(this.#form.values) : '';
  }

  get #back() {
    return `${surveyPath(this.params.planId)}/vanskelig`;
  }

  async #onLoad(emergency) {
    this.#resource.value = emergency;
    if (this.#form) return this.#form.update(emergency);
    const { planId } = this.params;
    this.#form = new FormController(this, {
      key: `plan-${planId}-emergency`,
      valuesOf: ({ text, contacts }) => ({ text, contacts }),
      validate: ({ contacts }) => contactErrors(contacts),
      fieldOf: (field) => field.replaceAll('/', '.'),
      send: ({ text, contacts }, { version }) =>
        api.put(`/plans/${planId}/emergency`, { text, contacts: contactsOf(contacts) }, { version }),
      savedText: t('editEmergency.saved'),
      onSaved: () => router.go(this.#back, { replace: true }),
    });
    await this.#form.open(emergency);
  }

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    if (!currentPlan.home.myRights.editEmergency) return deniedPage(this.unsavedText);
    return html`<section class="page page-reading">
      <h1>${t('editEmergency.heading')}</h1>
      <p class="lead">${t('editEmergency.lead')}</p>
      ${this.#form.conflict ? conflictChoice(this.#form, emergencyText, t('editEmergency.conflict')) : this.#fields()}
    </section>`;
  }

  #fields() {
    const form = this.#form;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textArea({ name: 'text', label: t('editEmergency.text'), hint: t('editEmergency.textHint'), value: form.values.text, rows: 10,
        maxlength: 1500, error: form.errorOf('text'), onInput: (text) => form.change({ text }) })}
      ${contactFields(form)}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('editEmergency.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button></p>
    </form>`;
  }
}

function emergencyText({ text, contacts }) {
  return [text, ...contacts.map(({ name, phone, note }) => [name, phone, note].filter(Boolean).join(', '))].filter(Boolean).join('\n');
}

customElements.define('page-edit-emergency', EditEmergencyPage);
