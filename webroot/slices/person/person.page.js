import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { router } from '../../core/router.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { disabledButton } from '../../design/disabled-button.js';
import { icon } from '../../design/icon.js';
import { organisationMenu } from '../organisation/organisation-menu.js';
import '../../design/confirm-dialog.js';
import './add-to-plan.js';
import './address-block.js';
import './person-account.js';
import './person-form.js';
import './texts.js';

const LIST = '/virksomhet/personer';

/** A person in the register, for administrators: edited, and deleted when in no plan. */
class PersonPage extends Page {
  static properties = {
    card: { state: true },
    confirming: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.card = null;
    this.confirming = false;
    this.problem = '';
    this.busy = false;
  }

  get autosave() {
    return this.child('person-form');
  }

  get blocksUnload() {
    return super.blocksUnload || (this.child('person-account')?.blocksUnload ?? false);
  }

  #reload() {
    const form = /** @type {any} */ (this.child('person-form'));
    void form?.reload();
  }

  async #delete() {
    Object.assign(this, { confirming: false, busy: true, problem: '' });
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
      ${this.card && this.params.personId !== session.me?.personId ? html`<address-block .person=${this.card}
        @card=${() => this.#reload()}></address-block>${this.#adding()}` : nothing}
      ${this.card ? html`<person-account .person=${this.card} @card-changed=${() => this.#reload()}></person-account>` : nothing}
      ${this.card ? this.#deletion() : nothing} ${this.confirming ? this.#confirmation() : nothing}
    </section>`;
  }

  // Nobody finds a strictly confidential person by searching: only from here are they added to a plan.
  #adding() {
    return this.card.addressBlock === 'STRICTLY_CONFIDENTIAL'
      ? html`<add-to-plan .person=${this.card} @added=${() => this.#reload()}></add-to-plan>` : nothing;
  }

  get #name() {
    return this.card ? `${this.card.firstName} ${this.card.lastName}` : t('persons.one');
  }

  /** @returns {string} why the person can't be deleted, said before it is tried; empty if they can */
  get #hindrance() {
    if (this.params.personId === session.me?.personId) return t('problem.person_self');
    return this.card.inPlan ? t('problem.person_inPlan') : '';
  }

  #deletion() {
    const reason = this.#hindrance;
    return html`<section class="panel" aria-labelledby="delete-heading">
      <h2 id="delete-heading">${t('persons.deleteHeading')}</h2>
      <p>${t('persons.deleteLead')}</p>
      ${formError(this.problem)}
      <p class="actions">
        ${reason ? disabledButton({ id: 'delete', label: t('persons.delete'), reason, iconName: 'trash' })
          : html`<button type="button" class="button button-danger" ?disabled=${this.busy}
            @click=${() => (this.confirming = true)}>${icon('trash')} ${t('persons.delete')}</button>`}
      </p>
    </section>`;
  }

  #confirmation() {
    const content = html`<p>${t('persons.deleteQuestion', { name: this.#name })}</p>
      <ul><li>${t('persons.deleteGone')}</li><li>${t('persons.deleteRemains')}</li><li>${t('persons.deleteFinal')}</li></ul>`;
    return html`<confirm-dialog .heading=${t('persons.delete')} .content=${content} .yes=${t('persons.deleteYes')}
      .no=${t('persons.deleteNo')} @confirmed=${this.#delete} @cancelled=${() => (this.confirming = false)}></confirm-dialog>`;
  }
}

customElements.define('page-person', PersonPage);
