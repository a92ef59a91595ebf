import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { addressWaits, fieldsAcrossPlans, personInput, personValues } from './person.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { addressBlockMark } from './address-block.js';
import { personDetails, personText } from './person-details.js';
import { withConfirmation } from './own-confirmation.js';
import './person-fields.js';
import './texts.js';

/**
 * A person's card in the register, edited by the person or an administrator (PERSON-6). Kept as a draft until saved.
 * Event: `card` with the PersonCard, when it is loaded and when it is saved.
 */
class PersonForm extends SamklangElement {
  static properties = {
    personId: { attribute: false },
    heading: { attribute: false },
    own: { type: Boolean },
    card: { state: true },
    editing: { state: true },
    problem: { state: true },
  };

  /** @type {FormController|null} */
  #form = null;

  /** Whether an address that was sent last waits. */
  #waits = false;

  constructor() {
    super();
    this.personId = '';
    this.heading = '';
    this.own = false;
    this.card = null;
    this.editing = false;
    /** Error text, when the card can't be loaded. */
    this.problem = '';
  }

  async firstUpdated() {
    try {
      const card = await api.get(`/persons/${this.personId}`);
      this.#form = new FormController(this, {
        key: `person-${this.personId}`, valuesOf: personValues, onSaved: (saved) => this.#saved(saved),
        savedText: () => t(this.#waits ? 'person.savedWaits' : 'person.saved'),
        send: (values, { version }) => this.#send(personInput(values), version),
      });
      await this.#form.open(card);
      this.editing = this.#form.restored || this.#form.conflict !== null;
      this.#show(card);
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  async #send(input, version) {
    const saved = await withConfirmation(() => api.put(`/persons/${this.personId}`, input, { version }), input);
    this.#waits = addressWaits(this.card, input, saved);
    return saved;
  }

  /** Shows what has been changed elsewhere on the page; what is being typed stays. */
  async reload() {
    const card = await api.get(`/persons/${this.personId}`);
    this.#form.update(card);
    this.#show(card);
  }

  get autosave() {
    return this.#form?.autosave;
  }

  #show(card) {
    this.card = card;
    this.emit('card', card);
  }

  async #edit() {
    this.editing = true;
    await focusAfter(this, 'person-fields input:not([type="checkbox"])');
  }

  async #saved(card) {
    this.#show(card);
    if (!this.#form.isChanged) await this.#finish();
  }

  async #cancel() {
    if (await this.#form.discard()) await this.#finish();
  }

  async #finish() {
    this.editing = false;
    await focusAfter(this, '#edit-person');
  }

  render() {
    return html`<section class="panel" aria-labelledby="card-heading">
      <h2 id="card-heading">${this.heading}</h2>
      ${this.#content()}
    </section>`;
  }

  #content() {
    if (!this.card) return this.problem ? formError(this.problem) : loading();
    if (this.#form.conflict) return conflictChoice(this.#form, personText, t('person.conflict'));
    return this.editing ? this.#fields() : this.#view();
  }

  #view() {
    return html`${this.#block()} ${personDetails(this.card, fieldsAcrossPlans(this.card))}
      <p class="actions">
        <button type="button" class="button button-quiet" id="edit-person"
          @click=${this.#edit}>${icon('pencil')} ${t(this.own ? 'person.editOwn' : 'person.edit')}</button>
      </p>`;
  }

  #block() {
    if (!this.card.addressBlock) return nothing;
    return html`<p>${addressBlockMark(this.card)}</p>
      <p class="muted">${t(this.own ? 'addressBlock.own' : 'addressBlock.hidden')}</p>`;
  }

  #fields() {
    const form = this.#form;
    return html`${this.#block()}<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      <person-fields ?own=${this.own} .person=${form.values} .errors=${form.errors}
        @value-changed=${(event) => form.change(event.detail)}></person-fields>
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t('person.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('person.cancel')}</button>
      </p>
      ${form.busy ? nothing : html`<p class="muted">${t('person.codesHint')}</p>`}
    </form>`;
  }
}

customElements.define('person-form', PersonForm);
