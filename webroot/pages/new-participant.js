import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api, newKey } from '../app/api.js';
import { KeptForm } from '../app/kept-form.js';
import { notify } from '../app/notify.js';
import { personInput, personValues } from '../app/person.js';
import { currentPlan } from '../app/plan.js';
import { explainField } from '../app/problem.js';
import { GIVEN_ROLES } from '../app/rights.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { choiceField } from '../components/choice-field.js';
import { focusFirstError, formError, textArea, textField } from '../components/field.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import { roleName } from '../components/person-badge.js';
import { personWords } from '../components/person-search.js';
import { saveState } from '../components/save-state.js';
import '../components/person-fields.js';

const EMPTY = { step: 'search', chosen: null, role: '', responsibility: '', endsOn: '', consentScope: '', ...personValues() };
const OWN = ['step', 'chosen', 'role', 'responsibility', 'endsOn', 'consentScope'];

/** A new participant: search first, then register (PERSON-3, PART-1). */
class NewParticipantPage extends Page {
  static properties = { existing: { state: true }, missing: { state: true }, searched: { state: true }, taken: { state: true } };

  #form = null;
  #key = newKey();

  constructor() {
    super();
    /** @type {any[]} who has the same name and birth date */
    this.existing = [];
    this.missing = '';
    /** @type {string|null} the name that was searched for last */
    this.searched = null;
    /** @type {Record<string, string>} who is in the plan already */
    this.taken = {};
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.#form) return;
    this.#form = new KeptForm(this, `plan-${this.params.planId}-new-participant`, { valuesOf: () => EMPTY });
    void this.#form.begin(EMPTY);
    void this.#whoIsHere();
  }

  async #whoIsHere() {
    const { items } = await api.get(`/plans/${this.params.planId}/participants`).catch(() => ({ items: [] }));
    this.taken = Object.fromEntries(items.map(({ personId }) => [personId, t('newParticipant.taken')]));
  }

  get keeper() {
    return this.#form?.saver;
  }

  get #group() {
    return `/planer/${this.params.planId}/deltakere`;
  }

  /** Another request than before gets another key. */
  #change(part) {
    this.#key = newKey();
    this.#form.change(part);
  }

  async #choose(chosen) {
    this.existing = [];
    this.#change({ chosen, step: 'details' });
    await this.#toHeading();
  }

  async #register(name) {
    const [firstName, ...rest] = name.trim().split(/\s+/);
    const { values } = this.#form;
    const names = values.firstName || values.lastName ? {} : { firstName: firstName ?? '', lastName: rest.join(' ') };
    this.#change({ chosen: null, step: 'details', ...names });
    await this.#toHeading();
  }

  async #back() {
    this.existing = [];
    this.#change({ step: 'search', chosen: null });
    await this.#toHeading();
  }

  async #toHeading() {
    await this.updateComplete;
    const heading = this.querySelector('h2');
    if (heading) Object.assign(heading, { tabIndex: -1 }).focus();
  }

  #submit(event) {
    event.preventDefault();
    void this.#add(false);
  }

  async #add(registerAnyway) {
    this.missing = this.#form.values.role ? '' : t('newParticipant.roleMissing');
    if (this.missing) return focusFirstError(this);
    if (registerAnyway) this.#key = newKey();
    const card = await this.#form.save((written) =>
      api.post(`/plans/${this.params.planId}/participants`, body(written, registerAnyway), { idempotencyKey: this.#key }));
    if (!card) return this.#refused();
    notify(t('newParticipant.added'));
    router.go(`${this.#group}/${card.participantId}`, { replace: true });
  }

  #refused() {
    const { refusal } = this.#form;
    this.existing = refusal.code === 'person.duplicate' ? refusal.current : [];
    if (this.existing.length) this.#form.problem = '';
    void focusFirstError(this);
  }

  render() {
    const form = this.#form;
    if (!form?.values) return loading();
    return html`<section class="page page-reading">
      <p><a class="back" href=${this.#group}>${icon('arrow-left')} ${t('participant.back')}</a></p>
      <h1>${t('newParticipant.heading')}</h1>
      ${form.restored ? html`<p class="banner" role="status">${icon('clock-history')} <span>${t('form.restored')}</span>
        <button type="button" class="btn btn-link" @click=${() => form.drop(EMPTY)}>${t('newParticipant.anew')}</button></p>` : nothing}
      ${form.values.step === 'search' ? this.#search() : this.#details()}
    </section>`;
  }

  #search() {
    return html`<h2>${t('newParticipant.searchHeading')}</h2>
      <p>${t('newParticipant.searchLead')}</p>
      <person-search
        .label=${t('newParticipant.searchLabel')} .taken=${this.taken}
        @chosen=${(event) => this.#choose(event.detail)} @searched=${(event) => (this.searched = event.detail.name)}
      ></person-search>
      ${this.searched === null
        ? nothing
        : html`<p>${t('newParticipant.notFound')}</p>
            <button type="button" class="btn btn-outline-primary" @click=${() => this.#register(this.searched)}>${icon('person-plus')} ${t('newParticipant.register')}</button>`}`;
  }

  #details() {
    const form = this.#form;
    const { values } = form;
    return html`<form novalidate @submit=${this.#submit}>
      <h2>${t(values.chosen ? 'newParticipant.chosenHeading' : 'newParticipant.registerHeading')}</h2>
      <div class="panel">
        ${values.chosen
          ? personWords(values.chosen)
          : html`<person-fields .person=${values} .errors=${form.errors} @typed=${(event) => this.#change(event.detail)}></person-fields>`}
        <button type="button" class="btn btn-outline-primary" @click=${this.#back}>${icon('search')} ${t('newParticipant.searchAgain')}</button>
      </div>
      <h2>${t('newParticipant.inPlan')}</h2>
      <div class="panel">${this.#place(values)}</div>
      ${this.existing.length ? this.#duplicates() : nothing}
      ${saveState(form.saver)} ${formError(form.problem)} ${this.#there()}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${form.busy}>${icon('person-plus')} ${t(form.busy ? 'form.saving' : 'newParticipant.submit')}</button>
        <a href=${this.#group}>${t('form.cancel')}</a>
      </p>
    </form>`;
  }

  #place({ role, responsibility, endsOn, consentScope }) {
    const error = (field) => (this.#form.errors[field] ? explainField(this.#form.errors[field]) : '');
    return html`
      ${choiceField({
        name: 'role', label: t('rights.role'), hint: t('newParticipant.roleHint'), value: role, error: this.missing,
        options: [{ value: '', words: t('newParticipant.roleChoose') }, ...GIVEN_ROLES.map((value) => ({ value, words: roleName(value, currentPlan.home?.type) }))],
        onChange: (value) => this.#change({ role: value }),
      })}
      ${textArea({ name: 'responsibility', label: t('participant.responsibility'), hint: t('participant.responsibilityHint'), rows: 2, maxlength: 2000, value: responsibility, onInput: (value) => this.#change({ responsibility: value }) })}
      ${textArea({ name: 'consentScope', label: t('rights.consentScope'), hint: t('rights.consentScopeHint'), rows: 2, maxlength: 2000, value: consentScope, onInput: (value) => this.#change({ consentScope: value }) })}
      ${textField({ name: 'endsOn', type: 'date', label: t('rights.endsOn'), hint: t('rights.endsOnHint'), value: endsOn, error: error('endsOn'), onInput: (value) => this.#change({ endsOn: value }) })}
    `;
  }

  #duplicates() {
    return html`<div class="panel duplicates" role="alert">
      <h3>${icon('exclamation-triangle')} ${t('newParticipant.duplicate')}</h3>
      <p>${t('newParticipant.duplicateLead')}</p>
      <ul class="plain rows">${this.existing.map((hit) => html`<li>
        ${personWords(hit)}
        <button type="button" class="btn btn-outline-primary" @click=${() => this.#choose(hit)}>${t('newParticipant.useThis')}</button>
      </li>`)}</ul>
      <button type="button" class="btn btn-link" @click=${() => this.#add(true)}>${t('newParticipant.anyway')}</button>
    </div>`;
  }

  #there() {
    const { refusal } = this.#form;
    if (refusal?.code !== 'participant.exists' || !this.#form.problem || !refusal.current) return nothing;
    return html`<p><a href="${this.#group}/${refusal.current.participantId}">${t('newParticipant.toCard')}</a></p>`;
  }
}

function body(written, registerAnyway) {
  const who = written.chosen ? { personId: written.chosen.personId } : { person: personInput(written), ...(registerAnyway ? { registerAnyway } : {}) };
  const text = (value) => value.trim() || null;
  const { role, responsibility, endsOn, consentScope } = Object.fromEntries(OWN.map((name) => [name, written[name]]));
  return { ...who, role, responsibility: text(responsibility), endsOn: endsOn || null, consentScope: text(consentScope) };
}

customElements.define('page-new-participant', NewParticipantPage);
