import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { FormDraft } from '../app/form-draft.js';
import { formatDate } from '../app/format.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { explain, explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { focusFirstError, formError, textField } from './field.js';
import { icon } from './icon.js';
import { radioField } from './radio-field.js';
import { saveState } from './save-state.js';
import './version-choice.js';

const TYPES = ['IP', 'SL', 'IOP', 'IUP'];

/** What a plan is, and changing it (PLAN-1). Event: `plan-changed` with the plan as it is by now. */
class PlanFacts extends SamklangElement {
  static properties = {
    plan: { attribute: false },
    values: { state: true },
    theirs: { state: true },
    second: { state: true },
    problem: { state: true },
    errors: { state: true },
    busy: { state: true },
  };

  #draft = null;

  constructor() {
    super();
    this.plan = null;
    /** @type {any} what is being written, null when nothing is */
    this.values = null;
    this.theirs = null;
    this.second = false;
    this.problem = '';
    this.errors = {};
    this.busy = false;
  }

  async firstUpdated() {
    if (!this.plan.mayChange) return;
    this.#draft = new FormDraft(this, `plan-${this.plan.id}-facts`);
    const kept = await this.#draft.kept();
    if (kept && this.values === null) this.values = kept;
  }

  get keeper() {
    return this.#draft?.saver;
  }

  async #edit() {
    this.values = { ...valuesOf(this.plan), version: this.plan.version };
    await this.updateComplete;
    this.querySelector('input').focus();
  }

  #typed(part) {
    this.values = { ...this.values, ...part };
    this.#draft.saver.changed(this.values);
  }

  #submit(event) {
    event.preventDefault();
    void this.#save(this.values.version);
  }

  async #save(version) {
    if (this.busy) return;
    const { shortName, startDate, type } = this.values;
    Object.assign(this, { busy: true, problem: '', errors: {} });
    try {
      const body = { shortName: shortName.trim() || null, startDate, type, secondPlan: this.second };
      this.emit('plan-changed', await api.put(`/plans/${this.plan.id}`, body, { version }));
      notify(t('administer.saved'));
      await this.#finish();
      void currentPlan.refresh();
    } catch (problem) {
      this.#refused(problem);
    }
    this.busy = false;
  }

  #refused(problem) {
    if (problem.code === 'plan.secondActiveIp') this.second = true;
    else if (problem.code === 'version.stale' && problem.current) this.#stale(problem.current);
    else {
      this.errors = Object.fromEntries(problem.errors.map(({ field, code }) => [field, explainField(code)]));
      this.problem = explain(problem);
      void focusFirstError(this);
    }
  }

  /** Something else of the plan was changed, not what stands here: go on as if nothing had happened. */
  #stale(current) {
    const same = words(valuesOf(current)) === words(valuesOf(this.plan));
    this.emit('plan-changed', current);
    this.values = { ...this.values, version: current.version };
    if (same) queueMicrotask(() => this.#save(current.version));
    else this.theirs = current;
  }

  #keepMine() {
    this.theirs = null;
    void this.#save(this.values.version);
  }

  async #finish() {
    Object.assign(this, { values: null, theirs: null, second: false, problem: '', errors: {} });
    await this.#draft.drop();
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  render() {
    return html`<section class="panel" aria-labelledby="facts-heading">
      <h2 id="facts-heading">${t('administer.facts')}</h2>
      ${this.values === null ? this.#shown() : this.#form()}
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

  #form() {
    if (this.theirs) {
      return html`<version-choice
        .mine=${words(this.values)} .theirs=${words(valuesOf(this.theirs))} .explanation=${t('administer.conflict')}
        @keep-mine=${this.#keepMine} @take-theirs=${this.#finish}
      ></version-choice>`;
    }
    const { values, errors } = this;
    return html`<form novalidate @submit=${this.#submit}>
      ${formError(this.problem)}
      ${textField({ name: 'shortName', label: t('newPlan.shortName'), hint: t('newPlan.shortNameHint'), value: values.shortName, error: errors.shortName, maxlength: 100, onInput: (shortName) => this.#typed({ shortName }) })}
      ${textField({ name: 'startDate', label: t('newPlan.startDate'), type: 'date', value: values.startDate, error: errors.startDate, required: true, onInput: (startDate) => this.#typed({ startDate }) })}
      ${radioField({ name: 'type', label: t('newPlan.type'), value: values.type, options: TYPES.map((type) => ({ value: type, words: t(`planType.${type}`) })), onChange: (type) => this.#typed({ type }) })}
      ${this.second ? html`<div role="alert"><p class="banner">${icon('exclamation-triangle-fill')} <span>${t('administer.second')}</span></p></div>` : nothing}
      ${saveState(this.#draft.saver)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${t(this.second ? 'administer.saveSecond' : 'administer.save')}</button>
        <button type="button" class="btn btn-link" ?disabled=${this.busy} @click=${this.#finish}>${t('status.cancel')}</button>
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
