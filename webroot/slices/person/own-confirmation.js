import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { formError, textField } from '../../forms/field.js';
import { codeIn } from '../auth/pending-code.js';
import '../auth/password-field.js';
import '../../design/modal-dialog.js';
import './texts.js';

const FIELDS = { email: 'EMAIL', mobile: 'SMS' };

/**
 * Sends a change of the own login, and asks for what it needs: the password and a code at the old address, and a code at a new one
 * (PERSON-14). What was refused stands in the form when the person gives up.
 *
 * @template T
 * @param {() => Promise<T>} send
 * @param {{email?: string|null, mobile?: string|null}} [addresses] as the form has them
 * @returns {Promise<T>}
 */
export async function withConfirmation(send, addresses = {}) {
  try {
    return await send();
  } catch (problem) {
    const step = needed(problem, addresses);
    if (!step || !(await ask(step))) throw problem;
    return withConfirmation(send, addresses);
  }
}

function needed(problem, addresses) {
  if (problem.code === 'account.confirmationNeeded') return { step: 'password' };
  if (problem.code !== 'account.addressUnconfirmed') return null;
  const field = /** @type {any} */ (problem).errors?.[0]?.field?.split('.').pop();
  return { step: 'code', channel: FIELDS[field], address: addresses[field] ?? '' };
}

function ask(step) {
  return new Promise((resolve) => {
    const dialog = /** @type {OwnConfirmation} */ (document.createElement('own-confirmation'));
    Object.assign(dialog, step);
    dialog.addEventListener('answered', (event) => {
      dialog.remove();
      resolve(/** @type {CustomEvent} */ (event).detail);
    });
    document.body.append(dialog);
  });
}

/** The dialog: first the password, then the code. Event: `answered`, with whether it was confirmed. */
class OwnConfirmation extends SamklangElement {
  static properties = {
    step: { attribute: false },
    channel: { attribute: false },
    address: { attribute: false },
    sent: { state: true },
    password: { state: true },
    code: { state: true },
  };

  #action = new ActionController(this);

  constructor() {
    super();
    /** @type {'password'|'code'} */
    this.step = 'password';
    /** Of a new address. */
    this.channel = '';
    this.address = '';
    /** @type {import('contract').CodeToConfirm|null} */
    this.sent = null;
    this.password = '';
    this.code = '';
  }

  firstUpdated() {
    if (this.step === 'code') void this.#sendTo({ channel: this.channel, address: this.address });
  }

  async #sendTo(address) {
    await this.#act(async () => (this.sent = await api.post('/me/confirmation/address', address)));
  }

  async #act(action) {
    const done = await this.#action.run(action);
    await focusAfter(this, this.step === 'password' ? '#confirm-password' : '#confirm-code');
    return done;
  }

  #submit = (event) => {
    event.preventDefault();
    void (this.step === 'password' ? this.#start() : this.#confirm());
  };

  async #start() {
    await this.#act(async () => {
      this.sent = await api.post('/me/confirmation', { password: this.password });
      this.step = 'code';
      this.password = '';
    });
  }

  async #confirm() {
    let confirmed = false;
    await this.#action.run(async () => {
      await api.post('/me/confirmation/code', { code: codeIn(this.code) });
      confirmed = true;
    });
    if (confirmed) this.emit('answered', true);
    else await focusAfter(this, '#confirm-code');
  }

  render() {
    const content = html`<form novalidate @submit=${this.#submit}>
      ${formError(this.#action.problem)}
      ${this.step === 'password' ? this.#passwordField() : this.#codeField()}
      <p class="actions">
        <button class="button button-primary" ?disabled=${this.#action.busy}>
          ${t(this.step === 'password' ? 'confirmation.sendCode' : 'confirmation.confirm')}</button>
        <button type="button" class="button button-quiet" @click=${() => this.emit('answered', false)}>${t('form.cancel')}</button>
      </p>
    </form>`;
    return html`<modal-dialog .heading=${t('confirmation.heading')} .content=${content}
      @cancelled=${() => this.emit('answered', false)}></modal-dialog>`;
  }

  #passwordField() {
    return html`<p>${t('confirmation.why')}</p>
      <password-field .name=${'confirm-password'} .label=${t('confirmation.password')} .value=${this.password}
        @value-changed=${(event) => (this.password = event.detail)}></password-field>`;
  }

  #codeField() {
    return html`<p role="status">${this.sent ? t('confirmation.sent', { address: this.sent.sentTo }) : t('confirmation.sending')}
        ${this.sent?.demoOutbox ? html` <a href=${this.sent.demoOutbox} target="_blank">${t('confirmation.demo')}</a>` : nothing}</p>
      ${textField({ name: 'confirm-code', label: t('confirmation.code'), value: this.code, error: '', autocomplete: 'one-time-code',
        inputmode: 'numeric', required: true, onInput: (value) => (this.code = value) })}`;
  }
}

customElements.define('own-confirmation', OwnConfirmation);
