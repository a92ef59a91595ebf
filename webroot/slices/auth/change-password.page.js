import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { localPath } from '../../core/router.js';
import { session } from '../../core/session.js';
import { continueLogin } from './login-flow.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { passwordRules } from './password-rules.js';
import { icon } from '../../design/icon.js';
import './password-field.js';
import './texts.js';

/** Changes the password: by choice, required after a temporary or a mailed one (LOGIN-4, LOGIN-5). */
class ChangePasswordPage extends Page {
  // Without a draft: passwords are kept nowhere.
  #form = new FormController(this, {
    valuesOf: () => ({ current: '', password: '', again: '' }),
    validate: ({ current, password, again }) => ({ ...(current ? {} : { current: 'password.currentMissing' }),
      ...(password ? {} : { password: 'password.newMissing' }), ...(again === password ? {} : { again: 'password.notTheSame' }) }),
    send: ({ current, password }) => api.put('/me/password', { current, password }),
    savedText: t('password.changed'),
    onSaved: () => void this.#goOn(),
  });

  constructor() {
    super();
    void this.#form.open({});
  }

  async #goOn() {
    const isLogin = session.me.next === 'PASSWORD' || session.me.passwordChangeRequired;
    try {
      await continueLogin('DONE', this.query.get('til') ?? (isLogin ? null : '/profil/innlogging'));
    } catch (problem) {
      notify(explain(problem), { kind: 'warning' });
    }
  }

  render() {
    const { me } = session;
    const form = this.#form;
    if (!me || !form.values) return nothing;
    return html`<section class="page page-narrow">
      <h1>${t('password.heading')}</h1>
      ${this.#why(me)}
      <form class="panel" novalidate @submit=${(event) => form.submit(event)}>
        ${formTop(form)}
        <input class="visually-hidden" type="text" name="username" autocomplete="username" .value=${me.username} readonly tabindex="-1"
          aria-hidden="true">
        <password-field
          .name=${'current'} .label=${t('password.current')} .value=${form.values.current}
          .error=${form.errorOf('current')}
          @value-changed=${(event) => form.change({ current: event.detail })}
        ></password-field>
        ${passwordRules(form.values.password, me.passwordMinLength ?? 6)}
        <password-field
          .name=${'new-password'} .label=${t('password.new')} .value=${form.values.password}
          .error=${form.errorOf('password')}
          .autocomplete=${'new-password'} .describedBy=${'password-rules'}
          @value-changed=${(event) => form.change({ password: event.detail })}
        ></password-field>
        <password-field
          .name=${'password-again'} .label=${t('password.again')} .value=${form.values.again}
          .error=${form.errorOf('again')} .autocomplete=${'new-password'}
          @value-changed=${(event) => form.change({ again: event.detail })}
        ></password-field>
        <p class="actions">
          ${submitButton(form, t('password.submit'), { busyLabel: t('password.busy') })}
          ${me.passwordChangeRequired ? nothing : this.#cancelLink()}
        </p>
      </form>
      <p class="muted">${t('password.others')}</p>
    </section>`;
  }

  #why(me) {
    if (me.passwordChangeRequired) return html`<p class="banner">${icon('shield-exclamation')} <span>${t('password.forced')}</span></p>`;
    return html`<p class="lead">${t('password.lead')}</p>`;
  }

  #cancelLink() {
    return html`<a href=${localPath(this.query.get('til')) ?? '/profil/innlogging'}>${t('password.cancel')}</a>`;
  }
}

customElements.define('page-change-password', ChangePasswordPage);
