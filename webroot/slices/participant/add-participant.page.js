import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { inPerson, personInput, personValues } from '../person/person.js';
import { currentPlan } from '../plan/plan.js';
import { ASSIGNABLE_ROLES } from './rights.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { selectField } from '../../forms/select-field.js';
import { focusAfter } from '../../core/focus.js';
import { textArea, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { roleName } from '../person/person-badge.js';
import { personSummary } from '../person/person-search.js';
import { personDuplicates } from './person-duplicates.js';
import { serviceFields, serviceInput, serviceValues } from './service-fields.js';
import '../person/person-fields.js';
import '../practice/texts.js';
import './texts.js';

const EMPTY = { step: 'search', chosen: null, role: '', responsibility: '', endsOn: '', consentScope: '', ...serviceValues(),
  ...personValues() };
const PARTICIPANT_FIELDS = ['step', 'chosen', 'role', 'responsibility', 'endsOn', 'consentScope'];

const describe = ({ firstName, lastName, responsibility, consentScope }) =>
  [`${firstName} ${lastName}`, responsibility, consentScope].filter((text) => text?.trim()).join('\n\n');

/** Adds a participant: search first, then register (PERSON-3, PART-1). */
class AddParticipantPage extends Page {
  static properties = { existing: { state: true }, searched: { state: true }, disabledReasons: { state: true } };

  /** @type {FormController|null} */
  #form = null;
  #registersAnyway = false;

  constructor() {
    super();
    /** @type {import('contract').PersonHit[]} persons with the same name and birth date */
    this.existing = [];
    /** @type {string|null} the name of the last search */
    this.searched = null;
    /** @type {Record<string, string>} why persons can't be chosen, by personId */
    this.disabledReasons = {};
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.#form) return;
    this.#form = new FormController(this, {
      key: `plan-${this.params.planId}-new-participant`, valuesOf: () => EMPTY, validate: missing, send: this.#send,
      fieldOf: inPerson,
      onSaved: (card) => this.#added(card), onRefused: (problem) => this.#refused(problem),
    });
    void this.#form.open(EMPTY);
    void this.#loadParticipants();
  }

  async #loadParticipants() {
    const { items } = await api.get(`/plans/${this.params.planId}/participants`).catch(() => ({ items: [] }));
    this.disabledReasons = Object.fromEntries(items.map(({ personId }) => [personId, t('addParticipant.alreadyInPlan')]));
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get #group() {
    return `/planer/${this.params.planId}/deltakere`;
  }

  #change(part) {
    this.#form.change(part);
  }

  async #choose(chosen) {
    this.existing = [];
    this.#change({ chosen, step: 'details' });
    await this.#focusHeading();
  }

  async #register(name) {
    const [firstName, ...rest] = name.trim().split(/\s+/);
    const { values } = this.#form;
    const names = values.firstName || values.lastName ? {} : { firstName: firstName ?? '', lastName: rest.join(' ') };
    this.#change({ chosen: null, step: 'details', ...names });
    await this.#focusHeading();
  }

  async #back() {
    this.existing = [];
    this.#change({ step: 'search', chosen: null });
    await this.#focusHeading();
  }

  async #focusHeading() {
    await focusAfter(this, 'h2');
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = (values, { idempotencyKey }) => {
    const anyway = this.#registersAnyway;
    // What is asked for differs, and so does the key.
    return api.post(`/plans/${this.params.planId}/participants`, body(values, anyway),
      { idempotencyKey: anyway ? `${idempotencyKey}-anyway` : idempotencyKey });
  };

  async #add(registerAnyway) {
    this.#registersAnyway = registerAnyway;
    await this.#form.submit();
    this.#registersAnyway = false;
  }

  // The account is the next step: without one, the person can't log in.
  #added(card) {
    const { firstName, lastName } = card.person;
    notify(t('addParticipant.added', { name: `${firstName} ${lastName}` }));
    const address = `${this.#group}/${card.participantId}`;
    router.go(card.may.account && !card.account ? `${address}/konto?ny=ja` : address, { replace: true });
  }

  #refused(problem) {
    this.existing = problem.code === 'person.duplicate' ? problem.current : [];
    if (this.existing.length) void focusAfter(this, '.duplicates h3');
    return this.existing.length > 0;
  }

  #submit(event) {
    event.preventDefault();
    void this.#add(false);
  }

  render() {
    const form = this.#form;
    if (!form?.values) return loading();
    return html`<section class="page page-reading">
      <p><a class="back" href=${this.#group}>${icon('arrow-left')} ${t('participant.back')}</a></p>
      <h1>${t('addParticipant.heading')}</h1>
      ${this.#searches ? formTop(form) : nothing}
      ${this.#searches ? this.#search() : this.#details()}
    </section>`;
  }

  /** In a practice plan everybody is made up: there is nobody to search for (PLAN-10). */
  get #isPractice() {
    return Boolean(currentPlan.home?.practiceUntil);
  }

  get #searches() {
    return this.#form.values.step === 'search' && !this.#isPractice;
  }

  #search() {
    return html`<h2>${t('addParticipant.searchHeading')}</h2>
      <p>${t('addParticipant.searchLead')}</p>
      <person-search
        .label=${t('addParticipant.searchLabel')} .disabledReasons=${this.disabledReasons}
        @chosen=${(event) => this.#choose(event.detail)} @searched=${(event) => (this.searched = event.detail.name)}
      ></person-search>
      ${this.searched === null
        ? nothing
        : html`<p>${t('addParticipant.notFound')}</p>
            <button type="button" class="button button-quiet"
              @click=${() => this.#register(this.searched)}>${icon('person-plus')} ${t('addParticipant.register')}</button>`}`;
  }

  #details() {
    const form = this.#form;
    const { values } = form;
    return html`${form.conflict ? conflictChoice(form, describe, t('form.draftFound')) : nothing}
      <form novalidate ?hidden=${form.conflict !== null} @submit=${(event) => this.#submit(event)}>
      ${formTop(form)}
      <h2>${t(values.chosen ? 'addParticipant.chosenHeading' : 'addParticipant.registerHeading')}</h2>
      ${this.#isPractice ? html`<p>${t('practice.addLead')}</p>` : nothing}
      <div class="panel">
        ${values.chosen
          ? personSummary(values.chosen)
          : html`<person-fields .person=${values} .errors=${form.errors}
            @value-changed=${(event) => this.#change(event.detail)}></person-fields>`}
        ${this.#isPractice ? nothing : html`<button type="button" class="button button-quiet"
          @click=${this.#back}>${icon('search')} ${t('addParticipant.searchAgain')}</button>`}
      </div>
      <h2>${t('addParticipant.inPlan')}</h2>
      <div class="panel">${this.#planFields(values)}</div>
      ${this.existing.length ? personDuplicates(this.existing, (hit) => this.#choose(hit), () => this.#add(true)) : nothing}
      ${this.#isPractice ? nothing : html`<p class="muted">${icon('bell')} ${t('addParticipant.notified')}</p>`}
      ${saveLine(form)} ${this.#existingLink()}
      <p class="actions">
        ${submitButton(form, html`${icon('person-plus')} ${t('addParticipant.submit')}`)}
        <a href=${this.#group}>${t('form.cancel')}</a>
      </p>
    </form>`;
  }

  #planFields({ role, responsibility, endsOn, consentScope }) {
    const error = (field) => this.#form.errorOf(field);
    return html`
      ${selectField({
        name: 'role', label: t('rights.role'), hint: t('addParticipant.roleHint'), value: role, error: error('role'),
        options: [{ value: '', text: t('addParticipant.roleChoose') },
          ...ASSIGNABLE_ROLES.map((value) => ({ value, text: roleName(value, currentPlan.home?.type) }))],
        onChange: (value) => this.#change({ role: value }),
      })}
      ${role === 'PROVIDER' ? serviceFields(this.#form) : nothing}
      ${textArea({ name: 'responsibility', label: t('participant.responsibility'), hint: t('participant.responsibilityHint'), rows: 2,
        maxlength: 2000, value: responsibility, onInput: (value) => this.#change({ responsibility: value }) })}
      ${textArea({ name: 'consentScope', label: t('rights.consentScope'), hint: t('rights.consentScopeHint'), rows: 2, maxlength: 2000,
        value: consentScope, onInput: (value) => this.#change({ consentScope: value }) })}
      ${textField({ name: 'endsOn', type: 'date', label: t('rights.endsOn'), hint: t('rights.endsOnHint'), value: endsOn,
        error: error('endsOn'), onInput: (value) => this.#change({ endsOn: value }) })}
    `;
  }

  #existingLink() {
    const { failure } = this.#form;
    if (failure?.code !== 'participant.exists' || !this.#form.problem || !failure.current) return nothing;
    return html`<p><a href="${this.#group}/${failure.current.participantId}">${t('addParticipant.toCard')}</a></p>`;
  }
}

function missing({ step, chosen, firstName, lastName, role, serviceName, serviceOrganisation }) {
  if (step !== 'details' && !currentPlan.home?.practiceUntil) return {};
  const person = chosen ? {} : {
    ...(firstName.trim() ? {} : { firstName: 'required' }),
    ...(lastName.trim() ? {} : { lastName: 'required' }),
  };
  const nameless = role === 'PROVIDER' && serviceOrganisation.trim() && !serviceName.trim();
  return { ...person, ...(nameless ? { serviceName: 'required' } : {}), ...(role ? {} : { role: 'addParticipant.roleMissing' }) };
}

function body(values, registerAnyway) {
  const who = values.chosen ? { personId: values.chosen.personId }
    : { person: personInput(values), ...(registerAnyway ? { registerAnyway } : {}) };
  const text = (value) => value.trim() || null;
  const { role, responsibility, endsOn, consentScope } = Object.fromEntries(PARTICIPANT_FIELDS.map((name) => [name, values[name]]));
  return { ...who, role, responsibility: text(responsibility), endsOn: endsOn || null, consentScope: text(consentScope),
    ...(role === 'PROVIDER' && serviceInput(values) ? { service: serviceInput(values) } : {}) };
}

customElements.define('page-add-participant', AddParticipantPage);
