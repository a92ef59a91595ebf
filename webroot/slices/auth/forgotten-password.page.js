import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { loginEntries } from './login-flow.js';
import './texts.js';

/** Requests a new password by e-mail (LOGIN-6). Never reveals whether the user exists. */
class ForgottenPasswordPage extends Page {
  static properties = { isSent: { state: true } };

  #form = new FormController(this, {
    valuesOf: () => ({ username: loginEntries.username }),
    validate: ({ username }) => (username.trim() ? {} : { username: 'login.usernameMissing' }),
    send: ({ username }) => api.post('/login/forgot', { username: username.trim() }),
    onSaved: () => this.#showSent(),
  });

  constructor() {
    super();
    this.isSent = false;
    void this.#form.open({});
  }

  async #showSent() {
    this.isSent = true;
    await focusAfter(this, 'h1');
  }

  render() {
    if (!this.#form.values) return nothing;
    return this.isSent ? this.#sent() : this.#fields();
  }

  #fields() {
    const form = this.#form;
    return html`<section class="page page-narrow">
      <h1>${t('forgottenPassword.heading')}</h1>
      <p class="lead">${t('forgottenPassword.lead')}</p>
      <form class="panel" novalidate @submit=${(event) => form.submit(event)}>
        ${formTop(form)}
        ${textField({
          name: 'username',
          label: t('login.username'),
          value: form.values.username,
          error: form.errorOf('username'),
          autocomplete: 'username',
          spellcheck: 'false',
          maxlength: 100,
          required: true,
          onInput: (value) => form.change({ username: (loginEntries.username = value) }),
        })}
        <p class="actions">
          ${submitButton(form, t('forgottenPassword.submit'))}
          <a href="/logg-inn">${t('forgottenPassword.back')}</a>
        </p>
      </form>
      <div class="aside"><h2>${t('forgottenPassword.noUsernameHeading')}</h2><p>${t('forgottenPassword.noUsername')}</p>
        <p>${t('forgottenPassword.locked')}</p></div>
    </section>`;
  }

  #sent() {
    return html`<section class="page page-narrow">
      <h1 tabindex="-1">${t('forgottenPassword.sentHeading')}</h1>
      <p class="lead">${t('forgottenPassword.sentLead')}</p>
      <ul>
        <li>${t('forgottenPassword.sentValid')}</li>
        <li>${t('forgottenPassword.sentOld')}</li>
        <li>${t('forgottenPassword.sentJunk')}</li>
      </ul>
      <p class="actions"><a class="button button-primary" href="/logg-inn">${t('loginCode.toLogin')}</a></p>
    </section>`;
  }
}

customElements.define('page-forgotten-password', ForgottenPasswordPage);
