import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { formatDate } from '../../core/format.js';
import { currentPlan } from './plan.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { radioField } from '../../forms/radio-field.js';
import { basisSummary, bornOrDue, periodErrors, periodInput, periodValues, PLAN_TYPES } from './plan-period.js';
import { legalBasisFields, plannedEndField } from './plan-period-fields.js';
import './texts.js';

/** The details of a plan, and their form (PLAN-1). Event: `plan-changed` with the plan. */
class PlanDetails extends SamklangElement {
  static properties = { plan: { attribute: false }, editing: { state: true }, needsSecondPlanConfirmation: { state: true } };

  /** @type {FormController|null} */
  #form = null;

  constructor() {
    super();
    this.plan = null;
    this.editing = false;
    /** Whether the owner already has an active individual plan. */
    this.needsSecondPlanConfirmation = false;
  }

  async firstUpdated() {
    if (!this.plan.mayChange) return;
    const form = new FormController(this, {
      key: `plan-${this.plan.id}-details`,
      valuesOf,
      validate: (values) => ({ ...(values.startDate ? {} : { startDate: 'required' }), ...periodErrors(values) }),
      fieldOf: (field) => (field.startsWith('legalBasis.') ? 'legalBasisText' : field),
      send: (values, { version }) => this.#send(values, version),
      savedText: t('administer.saved'),
      onSaved: (plan) => this.#saved(plan),
      onRefused: ({ code }) => (this.needsSecondPlanConfirmation = code === 'plan.secondActiveIp'),
      onRestored: () => (this.editing = true),
    });
    this.#form = form;
    await form.open(this.plan);
    this.editing ||= form.restored;
  }

  updated(changed) {
    if (changed.has('plan')) this.#form?.update(this.plan);
  }

  get autosave() {
    return this.#form?.autosave;
  }

  #send = (values, version) =>
    api.put(`/plans/${this.plan.id}`, { shortName: values.shortName.trim() || null, startDate: values.startDate, type: values.type,
      ...periodInput(values), secondPlan: this.needsSecondPlanConfirmation }, { version });

  async #edit() {
    this.editing = true;
    await focusAfter(this, 'input');
  }

  #saved(plan) {
    this.emit('plan-changed', plan);
    void currentPlan.refresh();
    return this.#form.isChanged ? undefined : this.#close();
  }

  async #cancel() {
    if (await this.#form.discard()) await this.#close();
  }

  async #close() {
    Object.assign(this, { editing: false, needsSecondPlanConfirmation: false });
    await focusAfter(this, 'button');
  }

  render() {
    return html`<section class="panel" aria-labelledby="details-heading">
      <h2 id="details-heading">${t('administer.details')}</h2>
      ${this.editing && this.#form?.values ? this.#fields() : this.#view()}
    </section>`;
  }

  #view() {
    const { plan } = this;
    const row = (key, value) => (value ? html`<div><dt>${t(`administer.row.${key}`)}</dt><dd>${value}</dd></div>` : nothing);
    return html`<dl class="description-list">
        ${row('owner', `${plan.owner.firstName} ${plan.owner.lastName}`)} ${row('born', bornOrDue(plan.owner))}
        ${row('type', t(`planType.${plan.type}`))} ${row('shortName', plan.shortName)} ${row('state', t(`administer.state.${plan.state}`))}
        ${row('startDate', formatDate(plan.startDate))}
        ${plan.endDate ? nothing : row('plannedEnd', formatDate(plan.plannedEnd))} ${row('endDate', formatDate(plan.endDate))}
        ${row('legalBasis', basisSummary(plan.legalBasis))}
        ${row('organisation', plan.organisation.name)}
      </dl>
      ${plan.coordinates ? nothing : html`<p class="muted">${t('administer.noContent')}</p>`}
      ${plan.mayChange ? html`<p><button type="button" class="button button-quiet"
        @click=${this.#edit}>${icon('pencil')} ${t('administer.edit')}</button></p>` : nothing}`;
  }

  #fields() {
    const form = this.#form;
    const { values } = form;
    if (form.conflict) return conflictChoice(form, text, t('administer.conflict'));
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textField({ name: 'shortName', label: t('createPlan.shortName'), hint: t('createPlan.shortNameHint'), value: values.shortName,
        error: form.errorOf('shortName'), maxlength: 100, onInput: (shortName) => form.change({ shortName }) })}
      ${textField({ name: 'startDate', label: t('createPlan.startDate'), type: 'date', value: values.startDate,
        error: form.errorOf('startDate'), required: true, onInput: (startDate) => form.change({ startDate }) })}
      ${plannedEndField(form, (part) => form.change(part))} ${legalBasisFields(form, (part) => form.change(part))}
      ${radioField({ name: 'type', label: t('createPlan.type'), value: values.type, error: form.errorOf('type'),
        options: PLAN_TYPES.map((type) => ({ value: type, text: t(`planType.${type}`) })), onChange: (type) => form.change({ type }) })}
      ${this.needsSecondPlanConfirmation ? html`<div role="alert"><p
        class="banner">${icon('exclamation-triangle-fill')} <span>${t('administer.second')}</span></p></div>` : nothing}
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t(this.needsSecondPlanConfirmation ? 'administer.saveSecond' : 'administer.save'))}
        <button type="button" class="button button-link" @click=${this.#cancel}>${t('status.cancel')}</button>
      </p>
    </form>`;
  }
}

function valuesOf(plan) {
  return { shortName: plan.shortName ?? '', startDate: plan.startDate, type: plan.type, ...periodValues(plan) };
}

function text(values) {
  const { legalBasis } = periodInput(values);
  return [t(`planType.${values.type}`), values.shortName, formatDate(values.startDate), formatDate(values.plannedEnd),
    basisSummary(legalBasis)].filter(Boolean).join('\n');
}

customElements.define('plan-details', PlanDetails);
