import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { KeptForm } from '../app/kept-form.js';
import { notify } from '../app/notify.js';
import { fieldsAcrossPlans, personInput, personValues } from '../app/person.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { focusFirstError, formError } from './field.js';
import { icon } from './icon.js';
import { loading } from './loading.js';
import { personFacts, personText } from './person-facts.js';
import { saveState } from './save-state.js';
import './person-fields.js';
import './version-choice.js';

/**
 * A person's card in the register: shown, and edited by the person or who administers the municipality (PERSON-6).
 * What is typed is kept on the server until it is saved. Event: `card` with the PersonCard, when it comes and when it is saved.
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

  /** @type {KeptForm|null} */
  #form = null;

  constructor() {
    super();
    this.personId = '';
    this.heading = '';
    this.own = false;
    this.card = null;
    this.editing = false;
    /** Why the card can't be shown. */
    this.problem = '';
  }

  async firstUpdated() {
    try {
      const card = await api.get(`/persons/${this.personId}`);
      this.#form = new KeptForm(this, `person-${this.personId}`, { valuesOf: personValues });
      await this.#form.begin(card);
      this.editing = this.#form.restored;
      this.#show(card);
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  get keeper() {
    return this.#form?.saver;
  }

  #show(card) {
    this.card = card;
    this.emit('card', card);
  }

  async #edit() {
    this.editing = true;
    await this.updateComplete;
    await this.querySelector('person-fields').updateComplete;
    this.querySelector('person-fields input').focus();
  }

  #submit(event) {
    event.preventDefault();
    void this.#save(this.#form.save(this.#send));
  }

  #send = (written, version) => api.put(`/persons/${this.personId}`, personInput(written), { version });

  async #save(saving) {
    const saved = await saving;
    if (!saved) return this.#refused();
    this.#show(saved);
    notify(t('person.saved'));
    if (!this.#form.isChanged) await this.#finish();
  }

  async #refused() {
    if (this.#form.theirs) return;
    await this.updateComplete;
    await focusFirstError(this.querySelector('person-fields'));
  }

  #keepMine() {
    void this.#save(this.#form.keepMine(this.#send));
  }

  async #takeTheirs() {
    this.#show(this.#form.theirs);
    await this.#finish();
  }

  async #finish() {
    this.editing = false;
    await this.#form.drop(this.card);
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  render() {
    return html`<section class="panel" aria-labelledby="card-heading">
      <h2 id="card-heading">${this.heading}</h2>
      ${this.#content()}
    </section>`;
  }

  #content() {
    if (!this.card) return this.problem ? formError(this.problem) : loading();
    if (this.#form.theirs) return this.#choice();
    return this.editing ? this.#fields() : this.#shown();
  }

  #shown() {
    return html`${personFacts(this.card, fieldsAcrossPlans(this.card))}
      <p class="actions">
        <button type="button" class="btn btn-outline-primary" @click=${this.#edit}>${icon('pencil')} ${t(this.own ? 'person.editOwn' : 'person.edit')}</button>
      </p>`;
  }

  #choice() {
    const { values, theirs } = this.#form;
    return html`<version-choice
      .mine=${personText(values)} .theirs=${personText(theirs)} .explanation=${t('person.conflict')}
      @keep-mine=${this.#keepMine} @take-theirs=${this.#takeTheirs}
    ></version-choice>`;
  }

  #fields() {
    const { values, errors, problem, busy, saver } = this.#form;
    return html`<form novalidate @submit=${this.#submit}>
      ${formError(problem)}
      <person-fields ?own=${this.own} .person=${values} .errors=${errors} @typed=${(event) => this.#form.change(event.detail)}></person-fields>
      ${saveState(saver)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${busy}>${busy ? t('person.saving') : t('person.save')}</button>
        <button type="button" class="btn btn-link" ?disabled=${busy} @click=${this.#finish}>${t('person.cancel')}</button>
      </p>
      ${busy ? nothing : html`<p class="quiet">${t('person.codesHint')}</p>`}
    </form>`;
  }
}

customElements.define('person-form', PersonForm);
