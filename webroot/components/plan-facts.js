import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { formatDate } from '../app/format.js';
import { KeptForm } from '../app/kept-form.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { focusFirstError, formError, textField } from './field.js';
import { icon } from './icon.js';
import { radioField } from './radio-field.js';
import { saveState } from './save-state.js';
import './version-choice.js';

const TYPES = ['IP', 'SL', 'IOP', 'IUP'];

/** What a plan is, and changing it (PLAN-1). Event: `plan-changed` with the plan as it is by now. */
class PlanFacts extends SamklangElement {
  static properties = { plan: { attribute: false }, editing: { state: true }, second: { state: true } };

  /** @type {KeptForm|null} */
  #form = null;

  constructor() {
    super();
    this.plan = null;
    this.editing = false;
    /** Whether the owner has an individual plan already. */
    this.second = false;
  }

  async firstUpdated() {
    this.#form = new KeptForm(this, `plan-${this.plan.id}-facts`, { valuesOf });
    await this.#form.begin(this.plan);
    this.editing ||= this.#form.restored && this.plan.mayChange;
  }

  get keeper() {
    return this.#form?.saver;
  }

  async #edit() {
    this.#form.refreshed(this.plan);
    this.editing = true;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }

  #submit(event) {
    event.preventDefault();
    void this.#save(this.#form.save(this.#send));
  }

  #send = ({ shortName, startDate, type }, version) =>
    api.put(`/plans/${this.plan.id}`, { shortName: shortName.trim() || null, startDate, type, secondPlan: this.second }, { version });

  async #save(saving) {
    const saved = await saving;
    if (!saved) return this.#refused();
    this.emit('plan-changed', saved);
    notify(t('administer.saved'));
    if (!this.#form.isChanged) await this.#finish(saved);
    void currentPlan.refresh();
  }

  #refused() {
    const { theirs, refusal } = this.#form;
    if (theirs) return this.emit('plan-changed', theirs);
    this.second = refusal.code === 'plan.secondActiveIp';
    if (this.second) this.#form.problem = '';
    else void focusFirstError(this);
  }

  #keepMine() {
    void this.#save(this.#form.keepMine(this.#send));
  }

  async #takeTheirs() {
    await this.#finish(this.#form.theirs);
  }

  async #finish(plan = this.plan) {
    Object.assign(this, { editing: false, second: false });
    await this.#form.drop(plan);
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  render() {
    return html`<section class="panel" aria-labelledby="facts-heading">
      <h2 id="facts-heading">${t('administer.facts')}</h2>
      ${this.editing && this.#form?.values ? this.#fields() : this.#shown()}
    </section>`;
  }

  #shown() {
    const { plan } = this;
    const row = (key, value) => (value ? html`<div><dt>${t(`administer.row.${key}`)}</dt><dd>${value}</dd></div>` : nothing);
    return html`<dl class="facts">
        ${row('owner', `${plan.owner.firstName} ${plan.owner.lastName}`)} ${row('born', formatDate(plan.owner.birthDate))}
        ${row('type', t(`planType.${plan.type}`))} ${row('shortName', plan.shortName)} ${row('state', t(`administer.state.${plan.state}`))}
        ${row('startDate', formatDate(plan.startDate))} ${row('endDate', formatDate(plan.endDate))} ${row('organisation', plan.organisation.name)}
      </dl>
      ${plan.coordinates ? nothing : html`<p class="quiet">${t('administer.noContent')}</p>`}
      ${plan.mayChange ? html`<p><button type="button" class="btn btn-outline-primary" @click=${this.#edit}>${icon('pencil')} ${t('administer.edit')}</button></p>` : nothing}`;
  }

  #fields() {
    const { values, errors: codes, theirs, problem, busy, saver } = this.#form;
    if (theirs) {
      return html`<version-choice
        .mine=${words(values)} .theirs=${words(valuesOf(theirs))} .explanation=${t('administer.conflict')}
        @keep-mine=${this.#keepMine} @take-theirs=${this.#takeTheirs}
      ></version-choice>`;
    }
    const errors = Object.fromEntries(Object.entries(codes).map(([field, code]) => [field, explainField(code)]));
    const typed = (part) => this.#form.change(part);
    return html`<form novalidate @submit=${this.#submit}>
      ${formError(problem)}
      ${textField({ name: 'shortName', label: t('newPlan.shortName'), hint: t('newPlan.shortNameHint'), value: values.shortName, error: errors.shortName, maxlength: 100, onInput: (shortName) => typed({ shortName }) })}
      ${textField({ name: 'startDate', label: t('newPlan.startDate'), type: 'date', value: values.startDate, error: errors.startDate, required: true, onInput: (startDate) => typed({ startDate }) })}
      ${radioField({ name: 'type', label: t('newPlan.type'), value: values.type, options: TYPES.map((type) => ({ value: type, words: t(`planType.${type}`) })), onChange: (type) => typed({ type }) })}
      ${this.second ? html`<div role="alert"><p class="banner">${icon('exclamation-triangle-fill')} <span>${t('administer.second')}</span></p></div>` : nothing}
      ${saveState(saver)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${busy}>${t(this.second ? 'administer.saveSecond' : 'administer.save')}</button>
        <button type="button" class="btn btn-link" ?disabled=${busy} @click=${() => this.#finish()}>${t('status.cancel')}</button>
      </p>
    </form>`;
  }
}

function valuesOf({ shortName, startDate, type }) {
  return { shortName: shortName ?? '', startDate, type };
}

function words({ shortName, startDate, type }) {
  return [t(`planType.${type}`), shortName, formatDate(startDate)].join('\n');
}

customElements.define('plan-facts', PlanFacts);
