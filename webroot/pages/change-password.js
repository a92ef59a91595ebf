import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { explain, explainField } from '../app/problem.js';
import { notify } from '../app/notify.js';
import { t } from '../app/i18n.js';
import { localPath } from '../app/router.js';
import { session } from '../app/session.js';
import { goOn } from '../app/way-in.js';
import { focusFirstError, formError } from '../components/field.js';
import { passwordRules } from '../components/password-rules.js';
import { icon } from '../components/icon.js';
import '../components/password-field.js';

/** A new password: by choice, advised for a temporary one, or forced for a mailed one (LOGIN-4, LOGIN-5). */
class ChangePasswordPage extends Page {
  static properties = {
    current: { state: true },
    password: { state: true },
    errors: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.current = '';
    this.password = '';
    this.errors = {};
    this.problem = '';
    this.busy = false;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.errors = {
      current: this.current ? '' : t('password.currentMissing'),
      password: this.password ? '' : t('password.newMissing'),
    };
    if (this.errors.current || this.errors.password) return focusFirstError(this);
    this.busy = true;
    this.problem = '';
    try {
      await api.put('/me/password', { current: this.current, password: this.password });
      notify(t('password.changed'));
      await goOn('DONE', this.query.get('til') ?? '/profil');
    } catch (problem) {
      this.#refused(problem);
    }
  }

  #refused(problem) {
    this.busy = false;
    const words = (field) => (problem.errorOf?.(field) ? explainField(problem.errorOf(field)) : '');
    this.errors = { current: words('current'), password: words('password') };
    if (this.errors.current || this.errors.password) void focusFirstError(this);
    else this.problem = explain(problem);
  }

  render() {
    const { me } = session;
    if (!me) return nothing;
    return html`<section class="page page-narrow">
      <h1>${t('password.heading')}</h1>
      ${this.#why(me)}
      <form class="panel" novalidate @submit=${this.#submit}>
        ${formError(this.problem)}
        <input class="visually-hidden" type="text" name="username" autocomplete="username" .value=${me.username} readonly tabindex="-1" aria-hidden="true">
        <password-field
          .name=${'current'} .label=${t('password.current')} .value=${this.current} .error=${this.errors.current ?? ''}
          @typed=${(event) => (this.current = event.detail)}
        ></password-field>
        ${passwordRules(this.password, me.passwordMinLength ?? 6)}
        <password-field
          .name=${'new-password'} .label=${t('password.new')} .value=${this.password} .error=${this.errors.password ?? ''}
          .autocomplete=${'new-password'} .describedBy=${'password-rules'}
          @typed=${(event) => (this.password = event.detail)}
        ></password-field>
        <p class="actions">
          <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${this.busy ? t('password.busy') : t('password.submit')}</button>
          ${me.passwordChangeRequired ? nothing : this.#wayRound(me)}
        </p>
      </form>
      <p class="quiet">${t('password.others')}</p>
    </section>`;
  }

  #why(me) {
    if (me.passwordChangeRequired) return html`<p class="banner">${icon('shield-exclamation')} <span>${t('password.forced')}</span></p>`;
    return html`<p class="lead">${me.next === 'PASSWORD' ? t('password.advised') : t('password.lead')}</p>`;
  }

  #wayRound(me) {
    const advised = me.next === 'PASSWORD';
    const away = localPath(this.query.get('til')) ?? (advised ? '/planer' : '/profil');
    return html`<a href=${away}>${advised ? t('password.notNow') : t('password.cancel')}</a>`;
  }
}

customElements.define('page-change-password', ChangePasswordPage);
