import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { formatPhone } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { withConfirmation } from '../person/own-confirmation.js';
import './texts.js';

/** A lost or changed phone: the number gets no codes any more (PERSON-8). Event: `changed`. */
class StopPhone extends SamklangElement {
  static properties = {
    path: { attribute: false },
    mobile: { attribute: false },
    version: { attribute: false },
    own: { type: Boolean },
    mayDirect: { attribute: false },
    asking: { state: true },
  };

  // Without a draft: the number is stopped at once, or not at all.
  #form = new FormController(this, {
    valuesOf: () => ({ mobile: '' }),
    send: (values) => this.#send(values),
    savedText: () => t('stopPhone.done'),
    onSaved: () => this.#stopped(),
    onRefused: (problem) => this.#refused(problem),
  });

  constructor() {
    super();
    this.path = '';
    /** @type {string|null} the number on the card */
    this.mobile = null;
    /** @type {number} of the account */
    this.version = 0;
    this.own = false;
    /** Whether a new number may be set too. */
    this.mayDirect = false;
    this.asking = false;
  }

  async #ask() {
    await this.#form.open({});
    this.asking = true;
    await focusAfter(this, '#stop-heading');
  }

  // The account as others have left it says nothing of a new number: it isn't a version to choose, the account is shown anew.
  async #send({ mobile }) {
    const number = mobile.trim();
    try {
      return await withConfirmation(
        () => api.post(`${this.path}/account/stop-phone`, number ? { mobile: number } : {}, number ? { version: this.version } : {}),
        { mobile: number });
    } catch (problem) {
      problem.current = undefined;
      throw problem;
    }
  }

  async #stopped() {
    this.asking = false;
    this.emit('changed');
    await focusAfter(this, '#stop-phone', 'h2');
  }

  #refused(problem) {
    if (problem.code === 'version.stale') this.emit('changed');
    return false;
  }

  async #cancel() {
    this.asking = false;
    await focusAfter(this, '#stop-phone');
  }

  render() {
    if (!this.mobile) return nothing;
    const number = formatPhone(this.mobile);
    return html`<section class="panel" aria-labelledby="stop-heading">
      <h2 id="stop-heading" tabindex="-1">${t('stopPhone.heading')}</h2>
      ${this.asking ? this.#fields(number) : html`<p>${t(this.own ? 'stopPhone.leadOwn' : 'stopPhone.lead', { number })}</p>
        <p class="actions"><button type="button" class="button button-quiet" id="stop-phone" @click=${() => this.#ask()}>
          ${icon('phone')} ${t('stopPhone.ask')}</button></p>`}
    </section>`;
  }

  #fields(number) {
    const form = this.#form;
    return html`<p>${t(this.own ? 'stopPhone.meansOwn' : 'stopPhone.means', { number })}</p>
      <form novalidate @submit=${(event) => form.submit(event)}>
        ${formTop(form)}
        ${this.mayDirect ? textField({
          name: 'new-mobile', label: t('stopPhone.mobile'), value: form.values.mobile,
          hint: t(this.own ? 'stopPhone.mobileHint' : 'stopPhone.mobileHintWaits'),
          error: form.errorOf('mobile'), inputmode: 'tel', maxlength: 40, onInput: (mobile) => form.change({ mobile }),
        }) : html`<p>${t('stopPhone.notDirect')}</p>`}
        <p class="actions">
          ${submitButton(form, t('stopPhone.yes'), { kind: 'danger' })}
          <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
        </p>
      </form>`;
  }
}

customElements.define('stop-phone', StopPhone);
