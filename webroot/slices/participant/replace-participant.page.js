import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { notify } from '../../core/notify.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { serviceName } from '../person/person-badge.js';
import { inPerson, personInput, personValues } from '../person/person.js';
import { personSummary } from '../person/person-search.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { cardAddress, cardTop } from './card-address.js';
import { personDuplicates } from './person-duplicates.js';
import '../person/person-fields.js';
import '../../core/problem-page.js';
import '../practice/texts.js';
import './texts.js';

const EMPTY = { chosen: null, register: false, registerAnyway: false, ...personValues() };

/** Lets another person stand for a service, with the same scope and period (PART-9). */
class ReplaceParticipantPage extends Page {
  static properties = { existing: { state: true } };

  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, onLoad: (card) => this.#onLoad(card) });

  constructor() {
    super();
    /** @type {import('contract').PersonHit[]} persons with the same name and birth date */
    this.existing = [];
  }

  get autosave() {
    return this.#form?.autosave;
  }

  async #onLoad(card) {
    if (!card.may.replace) return router.go(cardAddress(this.params), { replace: true });
    this.#resource.value = card;
    if (this.#form) return undefined;
    const path = `/plans/${this.params.planId}/participants/${this.params.participantId}/replacement`;
    this.#form = new FormController(this, {
      key: `plan-${this.params.planId}-participant-${this.params.participantId}-replacement`, valuesOf: () => EMPTY, validate: missing,
      fieldOf: inPerson,
      send: (values, { idempotencyKey }) => api.post(path, body(values), { idempotencyKey }),
      onSaved: (saved) => this.#replaced(saved), onRefused: (problem) => this.#refused(problem),
    });
    return this.#form.open(EMPTY);
  }

  // The account is the next step: without one, the person can't log in.
  #replaced(card) {
    const { firstName, lastName } = card.person;
    notify(t('service.replaced', { name: `${firstName} ${lastName}` }));
    const address = `/planer/${this.params.planId}/deltakere/${card.participantId}`;
    router.go(card.may.account && !card.account ? `${address}/konto?ny=ja` : address, { replace: true });
  }

  #refused(problem) {
    this.existing = problem.code === 'person.duplicate' ? problem.current : [];
    if (this.existing.length) void focusAfter(this, '.duplicates h3');
    return this.existing.length > 0;
  }

  async #change(part) {
    this.existing = [];
    this.#form.change(part);
    await focusAfter(this, 'h2');
  }

  render() {
    const { failure, retry, value: card } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const form = this.#form;
    if (!form?.values) return loading();
    const { firstName, lastName } = card.person;
    return html`<section class="page page-reading">
      ${cardTop(this.params)}
      <h1>${t('service.replace')}</h1>
      <p class="lead">${serviceName(card.service)}</p>
      <p>${t('service.replaceLead', { name: `${firstName} ${lastName}` })}</p>
      ${form.conflict ? conflictChoice(form, nameOf, t('form.draftFound'))
        : html`<form novalidate @submit=${(event) => form.submit(event)}>
          ${formTop(form)} ${form.values.chosen || registers(form.values) ? this.#chosen(card) : this.#search()}
        </form>`}
    </section>`;
  }

  #search() {
    return html`<h2>${t('service.who')}</h2>
      <person-search .label=${t('addParticipant.searchLabel')} .missing=${this.#form.errorOf('chosen')}
        .disabledReasons=${{}} @chosen=${(event) => this.#change({ chosen: event.detail })}></person-search>
      <p>${t('addParticipant.notFound')}</p>
      <p><button type="button" class="button button-quiet"
        @click=${() => this.#change({ register: true })}>${icon('person-plus')} ${t('addParticipant.register')}</button></p>`;
  }

  #chosen(card) {
    const form = this.#form;
    const { chosen } = form.values;
    return html`<h2>${t(chosen ? 'addParticipant.chosenHeading' : 'addParticipant.registerHeading')}</h2>
      <div class="panel">
        ${chosen ? personSummary(chosen) : html`<person-fields .person=${form.values} .errors=${form.errors}
          @value-changed=${(event) => form.change({ ...event.detail, registerAnyway: false })}></person-fields>`}
        ${currentPlan.home?.practiceUntil ? html`<p>${t('practice.addLead')}</p>` : html`<button type="button" class="button button-quiet"
          @click=${() => this.#change({ chosen: null, register: false })}>${icon('search')} ${t('addParticipant.searchAgain')}</button>`}
      </div>
      ${this.existing.length ? personDuplicates(this.existing, (hit) => this.#change({ chosen: hit }), () => this.#anyway()) : nothing}
      <p>${t('service.means', { name: nameOf(form.values) || t('service.thePerson'),
        former: `${card.person.firstName} ${card.person.lastName}` })}</p>
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t('service.submit'))} <a href=${cardAddress(this.params)}>${t('form.cancel')}</a>
      </p>`;
  }

  async #anyway() {
    this.#form.change({ registerAnyway: true });
    await this.#form.submit();
  }
}

function nameOf(values) {
  const { firstName, lastName } = values.chosen ?? values;
  return `${firstName} ${lastName}`.trim();
}

/** Whether a new person is entered. In a practice plan everybody is made up: there is nobody to search for (PLAN-10). */
function registers({ register }) {
  return register || Boolean(currentPlan.home?.practiceUntil);
}

function missing({ chosen, register, firstName, lastName }) {
  if (chosen) return {};
  if (!registers({ register })) return { chosen: 'createPlan.ownerMissing' };
  return { ...(firstName.trim() ? {} : { firstName: 'required' }), ...(lastName.trim() ? {} : { lastName: 'required' }) };
}

function body(values) {
  if (values.chosen) return { personId: values.chosen.personId };
  return { person: personInput(values), ...(values.registerAnyway ? { registerAnyway: true } : {}) };
}

customElements.define('page-replace-participant', ReplaceParticipantPage);
