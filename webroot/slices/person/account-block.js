import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { formError, textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** An administrator blocks an account, with a reason, and opens it again (PERSON-9). Event: `changed`. */
class AccountBlock extends SamklangElement {
  static properties = { personId: { attribute: false }, account: { attribute: false }, asking: { state: true } };

  #opening = new ActionController(this);

  #form = new FormController(this, {
    valuesOf: () => ({ reason: '' }),
    validate: ({ reason }) => (reason.trim() ? {} : { reason: 'required' }),
    send: ({ reason }) => api.post(`/persons/${this.personId}/account/block`, { reason: reason.trim() }),
    savedText: () => t('accountBlock.blocked'),
    onSaved: () => this.#changed(),
    onRefused: (problem) => this.#refused(problem),
  });

  constructor() {
    super();
    this.personId = '';
    /** @type {import('contract').AdministeredAccount|null} */
    this.account = null;
    this.asking = false;
  }

  async #ask() {
    await this.#form.open({});
    this.asking = true;
    await focusAfter(this, '#reason');
  }

  async #changed() {
    this.asking = false;
    this.emit('changed');
    await focusAfter(this, 'h2');
  }

  #refused(problem) {
    if (problem.code === 'account.blocked') this.emit('changed');
    return false;
  }

  async #cancel() {
    this.asking = false;
    await focusAfter(this, '#block-account');
  }

  async #open() {
    const done = await this.#opening.run(() => api.post(`/persons/${this.personId}/account/unblock`));
    if (!done) return;
    notify(t('accountBlock.opened'));
    await this.#changed();
  }

  render() {
    if (!this.account?.username) return nothing;
    return html`<section class="panel" aria-labelledby="block-heading">
      <h2 id="block-heading" tabindex="-1">${t('accountBlock.heading')}</h2>
      ${this.account.blocked ? this.#isBlocked() : this.asking ? this.#fields() : this.#isOpen()}
    </section>`;
  }

  #isBlocked() {
    return html`<p>${t('accountBlock.isBlocked')}</p> ${this.#onlyCoordinator()} ${formError(this.#opening.problem)}
      <p class="actions"><button type="button" class="button button-quiet" ?disabled=${this.#opening.busy} @click=${() => this.#open()}>
        ${icon('unlock')} ${t('accountBlock.open')}</button></p>`;
  }

  #isOpen() {
    return html`<p>${t('accountBlock.lead')}</p>
      <p class="actions"><button type="button" class="button button-quiet" id="block-account" @click=${() => this.#ask()}>
        ${icon('lock')} ${t('accountBlock.ask')}</button></p>`;
  }

  /** A plan needs a coordinator who can log in (PLAN-6). */
  #onlyCoordinator() {
    const n = this.account.onlyCoordinatorOf;
    return n ? html`<p class="banner">${icon('exclamation-triangle-fill')} <span>${t('accountBlock.onlyCoordinator', { n })}</span></p>`
      : nothing;
  }

  #fields() {
    const form = this.#form;
    return html`${this.#onlyCoordinator()}
      <ul><li>${t('accountBlock.means.out')}</li><li>${t('accountBlock.means.plans')}</li><li>${t('accountBlock.means.silent')}</li></ul>
      <form novalidate @submit=${(event) => form.submit(event)}>
        ${formTop(form)}
        ${textArea({
          name: 'reason', label: t('accountBlock.reason'), hint: t('accountBlock.reasonHint'), value: form.values.reason,
          error: form.errorOf('reason'), rows: 2, maxlength: 500, required: true, onInput: (reason) => form.change({ reason }),
        })}
        <p class="actions">
          ${submitButton(form, t('accountBlock.yes'), { kind: 'danger' })}
          <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
        </p>
      </form>`;
  }
}

customElements.define('account-block', AccountBlock);
