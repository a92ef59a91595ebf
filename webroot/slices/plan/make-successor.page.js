import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { addYears, today } from '../../core/dates.js';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { currentPlan } from './plan.js';
import { PlanResource } from './plan-resource.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { consentStep } from './create-plan-consent.js';
import { text, validateConsent } from './create-plan-form.js';
import '../../core/problem-page.js';
import './texts.js';

/** Makes an individual plan of a stafettlogg, with a new consent (PLAN-7). */
class MakeSuccessorPage extends Page {
  static properties = { needsSecondPlanConfirmation: { state: true } };

  // says the age of consent, and whether the owner is below it
  #consent = new PlanResource(this, { path: () => 'consent', onLoad: (consent) => this.#loaded(consent) });
  /** @type {FormController|null} */
  form = null;

  constructor() {
    super();
    /** Whether the owner already has an active individual plan. */
    this.needsSecondPlanConfirmation = false;
  }

  get planId() {
    return this.params.planId;
  }

  get autosave() {
    return this.form?.autosave;
  }

  get values() {
    return this.form?.values;
  }

  get needsGuardian() {
    return this.#consent.value.guardianNeeded;
  }

  get consentAge() {
    return this.#consent.value.consentAge;
  }

  async #loaded(consent) {
    this.#consent.value = consent;
    if (this.form) return;
    this.form = new FormController(this, {
      key: `plan-${this.planId}-successor`,
      valuesOf: () => ({ consent: emptyConsent(), plannedEnd: '' }),
      versionOf: () => undefined,
      validate: (values) => validateConsent(values.consent, this.needsGuardian),
      send: (values, { idempotencyKey }) => api.post(`/plans/${this.planId}/successor`, this.#request(values), { idempotencyKey }),
      savedText: t('successor.made'),
      onSaved: ({ id }) => this.#made(id),
      onRefused: ({ code }) => this.#refused(code),
    });
    await this.form.open({});
  }

  changeConsent(part) {
    this.form.change({ consent: { ...this.values.consent, ...part } });
  }

  #request({ consent, plannedEnd }) {
    return {
      consent: { ...consent, notCovered: text(consent.notCovered), givenByName: text(consent.givenByName), reason: text(consent.reason) },
      plannedEnd: plannedEnd || null,
      secondPlan: this.needsSecondPlanConfirmation,
    };
  }

  #made(id) {
    void currentPlan.refresh();
    router.go(`/planer/${id}`);
  }

  #refused(code) {
    this.needsSecondPlanConfirmation ||= code === 'plan.secondActiveIp';
    return code === 'plan.secondActiveIp';
  }

  render() {
    const { failure, retry } = this.#consent;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#consent.value || !this.values) return loading();
    return html`<section class="page page-reading">
      <p><a class="back" href="/planer/${this.planId}/administrer">${icon('arrow-left')} ${t('administer.heading')}</a></p>
      <h1>${t('successor.heading')}</h1>
      <p class="lead">${t('successor.means')}</p>
      <ul><li>${t('successor.alongPeople')}</li><li>${t('successor.alongContent')}</li><li>${t('successor.staying')}</li></ul>
      <form novalidate @submit=${(event) => this.form.submit(event)}>
        ${formTop(this.form)} ${consentStep(this)}
        ${textField({
          name: 'plannedEnd', label: t('successor.plannedEnd'), hint: t('successor.plannedEndHint'), type: 'date',
          value: this.values.plannedEnd, error: this.form.errorOf('plannedEnd'), onInput: (plannedEnd) => this.form.change({ plannedEnd }),
        })}
        ${this.needsSecondPlanConfirmation ? html`<div role="alert"><p
          class="banner">${icon('exclamation-triangle-fill')} <span>${t('successor.second')}</span></p></div>` : nothing}
        ${saveLine(this.form)}
        <p>${submitButton(this.form, t(this.needsSecondPlanConfirmation ? 'successor.makeSecond' : 'successor.make'),
          { busyLabel: t('successor.making') })}</p>
      </form>
    </section>`;
  }
}

function emptyConsent() {
  const day = today();
  return {
    from: day, until: addYears(day, 1), scope: '', notCovered: '', capacity: '', givenByName: '', reason: '', differentiated: false,
  };
}

customElements.define('page-make-successor', MakeSuccessorPage);
