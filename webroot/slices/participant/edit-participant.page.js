import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { Problem } from '../../core/problem.js';
import { loading } from '../../design/loading.js';
import { textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { withConfirmation } from '../person/own-confirmation.js';
import { addressWaits, inPerson, personInput, personValues } from '../person/person.js';
import { personText } from '../person/person-details.js';
import { PlanResource } from '../plan/plan-resource.js';
import { cardAddress, cardTop } from './card-address.js';
import '../person/person-fields.js';
import '../person/person-picture.js';
import '../../core/problem-page.js';
import './texts.js';

const PARTS = { person: 'person', kontakt: 'contact', ansvar: 'responsibility' };

/** Changes one part of a participant's card: person with picture, contact, or responsibility in the plan (PART-3, PERSON-6). */
class EditParticipantPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, onLoad: (card) => this.#onLoad(card) });

  /** Whether an address that was sent last waits. */
  #waits = false;

  /** @returns {import('contract').ParticipantCard|null} */
  get card() {
    return this.#resource.value;
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get #part() {
    return PARTS[this.params.part];
  }

  get #api() {
    return `/plans/${this.params.planId}/participants/${this.params.participantId}`;
  }

  async #onLoad(card) {
    if (!card.may.edit) return this.#leave();
    this.#resource.value = card;
    if (this.#form) return this.#form.update(card);
    this.#form = new FormController(this, {
      key: `plan-${this.params.planId}-participant-${this.params.participantId}-${this.params.part}`, valuesOf, send: this.#send,
      fieldOf: inPerson,
      savedText: () => t(this.#waits ? 'person.savedWaits' : 'participant.saved'), onSaved: () => this.#leave(),
    });
    await this.#form.open(card);
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = async ({ responsibility, ...values }, { version }) => {
    const person = personInput(values);
    const saved = await withConfirmation(
      () => api.put(this.#api, { responsibility: responsibility.trim() || null, person }, { version }), person);
    this.#waits = addressWaits(this.card.person, person, saved.person);
    return saved;
  };

  #leave() {
    router.go(cardAddress(this.params), { replace: true });
  }

  async #cancel() {
    if (await this.#form.discard()) this.#leave();
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure || !this.#part) {
      return html`<problem-page .problem=${failure ?? new Problem(404, { code: 'not.found' })} @retry=${retry}></problem-page>`;
    }
    if (!this.#form?.values) return loading();
    return html`<section class="page page-reading">
      ${cardTop(this.params)}
      <h1>${t(`participant.heading.${this.#part}`)}</h1>
      <p class="lead">${this.card.person.firstName} ${this.card.person.lastName}</p>
      ${this.#part === 'person' && this.card.may.picture ? this.#picture() : nothing}
      ${this.#form.conflict ? conflictChoice(this.#form, cardText, t('participant.conflict')) : this.#fields()}
    </section>`;
  }

  #picture() {
    const { person } = this.card;
    const name = `${person.firstName} ${person.lastName}`;
    return html`<section class="panel" aria-labelledby="picture-heading">
      <h2 id="picture-heading">${t('participant.picture')}</h2>
      <person-picture .person=${{ ...person, name }} .path=${`${this.#api}/picture`} @picture=${this.#resource.refresh}></person-picture>
    </section>`;
  }

  #fields() {
    const form = this.#form;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)} ${this.#part === 'responsibility' ? this.#responsibility() : this.#personFields()} ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t('participant.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
      </p>
    </form>`;
  }

  #personFields() {
    const { me, role } = this.card;
    return html`<person-fields
      ?own=${me} .only=${this.#part} .fixedBirthDate=${me && role === 'OWNER'} .person=${this.#form.values} .errors=${this.#form.errors}
      @value-changed=${(event) => this.#form.change(event.detail)}
    ></person-fields>`;
  }

  #responsibility() {
    const form = this.#form;
    return textArea({
      name: 'responsibility', label: t('participant.responsibility'), rows: 4, maxlength: 2000, error: form.errorOf('responsibility'),
      hint: t(this.card.me ? 'participant.responsibilityHintOwn' : 'participant.responsibilityHint'), value: form.values.responsibility,
      onInput: (responsibility) => form.change({ responsibility }),
    });
  }
}

function valuesOf(card) {
  return { ...personValues(card.person), responsibility: card.responsibility ?? '' };
}

function cardText(values) {
  const { responsibility } = values;
  return responsibility ? `${personText(values)}\n${t('participant.responsibility')}: ${responsibility}` : personText(values);
}

customElements.define('page-edit-participant', EditParticipantPage);
