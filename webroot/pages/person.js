import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { router } from '../app/router.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { organisationMenu } from '../components/organisation-menu.js';
import '../components/modal-dialog.js';
import '../components/person-form.js';

const LIST = '/virksomhet/personer';

/** A person in the register, for who administers the municipality: edited, and deleted when in no plan any more. */
class PersonPage extends Page {
  static properties = {
    card: { state: true },
    asks: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.card = null;
    this.asks = false;
    this.problem = '';
    this.busy = false;
  }

  get keeper() {
    return this.querySelector('person-form');
  }

  async #delete() {
    Object.assign(this, { asks: false, busy: true, problem: '' });
    try {
      await api.delete(`/persons/${this.params.personId}`);
      notify(t('persons.deleted'));
      router.go(LIST);
    } catch (problem) {
      this.problem = explain(problem);
    }
    this.busy = false;
  }

  render() {
    return html`<section class="page page-reading">
      ${organisationMenu(LIST)}
      <h1>${t('persons.one')}</h1>
      <p><a class="back" href=${LIST}>${icon('arrow-left')} ${t('persons.back')}</a></p>
      <person-form .personId=${this.params.personId} .heading=${this.#name} @card=${(event) => (this.card = event.detail)}></person-form>
      ${this.card ? this.#deletion() : nothing} ${this.asks ? this.#question() : nothing}
    </section>`;
  }

  get #name() {
    return this.card ? `${this.card.firstName} ${this.card.lastName}` : t('persons.one');
  }

  #deletion() {
    const own = this.params.personId === session.me?.personId;
    return html`<section class="panel" aria-labelledby="delete-heading">
      <h2 id="delete-heading">${t('persons.deleteHeading')}</h2>
      <p>${t('persons.deleteLead')}</p>
      ${formError(this.problem)}
      <p class="actions">
        <button
          type="button" class="btn btn-outline-primary btn-danger-link" aria-disabled=${own ? 'true' : nothing} aria-describedby=${own ? 'delete-why' : nothing}
          ?disabled=${this.busy} @click=${() => (this.asks = !own)}
        >${icon('trash')} ${t('persons.delete')}</button>
        ${own ? html`<span class="why-not" id="delete-why">${t('problem.person_yourself')}</span>` : nothing}
      </p>
    </section>`;
  }

  #question() {
    const content = html`<p>${t('persons.deleteQuestion', { name: this.#name })}</p>
      <ul><li>${t('persons.deleteGone')}</li><li>${t('persons.deleteRemains')}</li><li>${t('persons.deleteFinal')}</li></ul>
      <div class="actions">
        <button type="button" class="btn btn-primary" @click=${() => this.#delete()}>${t('persons.deleteYes')}</button>
        <button type="button" class="btn btn-outline-primary" @click=${() => (this.asks = false)}>${t('persons.deleteNo')}</button>
      </div>`;
    return html`<modal-dialog .heading=${t('persons.delete')} .content=${content} @cancelled=${() => (this.asks = false)}></modal-dialog>`;
  }
}

customElements.define('page-person', PersonPage);
