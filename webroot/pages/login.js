import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api, query } from '../app/api.js';
import { explain } from '../app/problem.js';
import { has, t } from '../app/i18n.js';
import { router } from '../app/router.js';
import { session } from '../app/session.js';
import { focusFirstError, formError, textField } from '../components/field.js';
import { icon } from '../components/icon.js';
import '../components/password-field.js';

/** The first step in: user name and password (LOGIN-1, LOGIN-9). */
class LoginPage extends Page {
  static properties = {
    username: { state: true },
    password: { state: true },
    errors: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.username = '';
    this.password = '';
    this.errors = {};
    this.problem = '';
    this.busy = false;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.errors = {
      username: this.username.trim() ? '' : t('login.usernameMissing'),
      password: this.password ? '' : t('login.passwordMissing'),
    };
    if (this.errors.username || this.errors.password) return focusFirstError(this);
    await this.#logIn();
  }

  async #logIn() {
    this.busy = true;
    this.problem = '';
    try {
      const answer = await api.post('/login', { username: this.username.trim(), password: this.password });
      session.challenge = { ...answer, expiresAt: Date.now() + answer.expiresInSeconds * 1000 };
      router.go(`/logg-inn/kode${query({ til: this.query.get('til') })}`);
    } catch (problem) {
      this.problem = explain(problem);
      this.busy = false;
    }
  }

  render() {
    return html`<section class="page page-narrow">
      ${this.#why()}
      <h1>${t('login.heading')}</h1>
      <p class="lead">${t('login.lead')}</p>
      <form class="panel" novalidate @submit=${this.#submit}>
        ${formError(this.problem)}
        ${textField({
          name: 'username',
          label: t('login.username'),
          value: this.username,
          error: this.errors.username,
          autocomplete: 'username',
          spellcheck: 'false',
          maxlength: 100,
          required: true,
          onInput: (value) => (this.username = value),
        })}
        <password-field
          .name=${'password'} .label=${t('login.password')} .value=${this.password} .error=${this.errors.password ?? ''}
          @typed=${(event) => (this.password = event.detail)}
        ></password-field>
        <p class="actions">
          <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${this.busy ? t('login.busy') : t('login.submit')}</button>
          <a href="/glemt-passord">${t('login.forgotten')}</a>
        </p>
      </form>
      <div class="aside">
        <h2>${t('login.helpHeading')}</h2>
        <p>${t('login.helpText')}</p>
        <p><a href="/hjelp">${t('login.helpLink')}</a></p>
      </div>
    </section>`;
  }

  /** Why one is here, when it comes as a surprise. */
  #why() {
    const key = `login.why.${this.query.get('grunn')}`;
    return has(key) ? html`<p class="banner banner-info" role="status">${icon('info-circle-fill')} <span>${t(key)}</span></p>` : nothing;
  }
}

customElements.define('page-login', LoginPage);
