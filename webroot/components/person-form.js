import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { FormDraft } from '../app/form-draft.js';
import { notify } from '../app/notify.js';
import { fieldsAcrossPlans, personErrors, personInput, personValues } from '../app/person.js';
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
    values: { state: true },
    errors: { state: true },
    theirs: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  #draft = null;

  constructor() {
    super();
    this.personId = '';
    this.heading = '';
    this.own = false;
    this.card = null;
    /** @type {any} what is being written, null when nothing is */
    this.values = null;
    this.errors = {};
    this.theirs = null;
    this.problem = '';
    this.busy = false;
  }

  async firstUpdated() {
    this.#draft = new FormDraft(this, `person-${this.personId}`);
    try {
      this.#show(await api.get(`/persons/${this.personId}`));
    } catch (problem) {
      this.problem = explain(problem);
      return;
    }
    const kept = await this.#draft.kept();
    if (kept?.values && this.values === null) this.values = personValues(kept.values);
  }

  get keeper() {
    return this.#draft?.saver;
  }

  #show(card) {
    this.card = card;
    this.emit('card', card);
  }

  async #edit() {
    this.values = personValues(this.card);
    await this.updateComplete;
    await this.querySelector('person-fields').updateComplete;
    this.querySelector('person-fields input').focus();
  }

  #typed(values) {
    this.values = values;
    this.#draft.saver.changed({ values });
  }

  async #submit(event) {
    event.preventDefault();
    await this.#save(this.card.version);
  }

  async #save(version) {
    if (this.busy) return;
    Object.assign(this, { busy: true, problem: '', errors: {} });
    try {
      this.#show(await api.put(`/persons/${this.personId}`, personInput(this.values), { version }));
      notify(t('person.saved'));
      await this.#finish();
    } catch (problem) {
      this.#refused(problem);
    }
    this.busy = false;
  }

  #refused(problem) {
    if (problem.code === 'version.stale' && problem.current) {
      this.theirs = problem.current;
      return;
    }
    this.errors = personErrors(problem);
    this.problem = explain(problem);
    if (problem.errors?.length) void this.#focusError();
  }

  async #focusError() {
    await this.updateComplete;
    await focusFirstError(this.querySelector('person-fields'));
  }

  #keepMine() {
    const { version } = this.theirs;
    this.theirs = null;
    void this.#save(version);
  }

  async #takeTheirs() {
    this.#show(this.theirs);
    await this.#finish();
  }

  async #finish() {
    Object.assign(this, { values: null, theirs: null, problem: '', errors: {} });
    await this.#draft.drop();
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
    if (this.theirs) return this.#choice();
    return this.values === null ? this.#shown() : this.#form();
  }

  #shown() {
    return html`${personFacts(this.card, fieldsAcrossPlans(this.card))}
      <p class="actions">
        <button type="button" class="btn btn-outline-primary" @click=${this.#edit}>${icon('pencil')} ${t(this.own ? 'person.editOwn' : 'person.edit')}</button>
      </p>`;
  }

  #choice() {
    return html`<version-choice
      .mine=${personText(this.values)} .theirs=${personText(this.theirs)} .explanation=${t('person.conflict')}
      @keep-mine=${this.#keepMine} @take-theirs=${this.#takeTheirs}
    ></version-choice>`;
  }

  #form() {
    return html`<form novalidate @submit=${this.#submit}>
      ${formError(this.problem)}
      <person-fields ?own=${this.own} .person=${this.values} .errors=${this.errors} @typed=${(event) => this.#typed(event.detail)}></person-fields>
      ${saveState(this.#draft.saver)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${this.busy ? t('person.saving') : t('person.save')}</button>
        <button type="button" class="btn btn-link" ?disabled=${this.busy} @click=${this.#finish}>${t('person.cancel')}</button>
      </p>
      ${this.busy ? nothing : html`<p class="quiet">${t('person.codesHint')}</p>`}
    </form>`;
  }
}

customElements.define('person-form', PersonForm);
