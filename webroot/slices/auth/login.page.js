import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { explain } from '../../core/problem.js';
import { focusAfter } from '../../core/focus.js';
import { has, t } from '../../core/i18n.js';
import { EventController } from '../../core/event-controller.js';
import { formatDuration } from '../../core/format.js';
import { localPath, router } from '../../core/router.js';
import { session } from '../../core/session.js';
import { keepTyped, loginEntries } from './login-flow.js';
import { formError, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import './password-field.js';
import './texts.js';

/** The first login step: user name and password (LOGIN-1, LOGIN-9). */
class LoginPage extends Page {
  // Without a draft: passwords are kept nowhere.
  #form = new FormController(this, {
    valuesOf: () => ({ username: loginEntries.username, password: '' }),
    validate: ({ username, password }) => ({ ...(username.trim() ? {} : { username: 'login.usernameMissing' }),
      ...(password ? {} : { password: 'login.passwordMissing' }) }),
    send: ({ username, password }) => api.post('/login', { username: username.trim(), password }),
    onSaved: () => router.go(`/logg-inn/kode${queryString({ til: this.query.get('til') })}`),
    onRefused: (problem) => this.#refused(problem),
  });
  #switching = new ActionController(this);
  #opened;

  constructor() {
    super();
    this.#opened = this.#form.open({});
    new EventController(this, session, {
      change: () => this.requestUpdate(),
      loggedInElsewhere: () => void session.reload().catch(() => undefined),
    });
  }

  async flush() {
    keepTyped(this.#form.values?.username ?? '');
  }

  // A wrong password says how long the account is locked by it (LOGIN-2)
  #refused(problem) {
    if (problem.code !== 'login.failed') return false;
    const wait = problem.retryAfterSeconds;
    this.#form.set({ problem: wait ? t('login.lockedNow', { wait: formatDuration(wait) }) : explain(problem) });
    void focusAfter(this, '#password');
    return true;
  }

  /**
   * Takes over from the form of index.html, which could be filled in and sent before the scripts were there.
   *
   * @param {Element} skeleton
   */
  async takeOver(skeleton) {
    const typed = (id) => /** @type {HTMLInputElement|null} */ (skeleton.querySelector(`#${id}`))?.value ?? '';
    const values = { username: typed('username') || loginEntries.username, password: typed('password') };
    const focused = skeleton.contains(document.activeElement) ? document.activeElement.id : '';
    loginEntries.username = values.username;
    await this.#opened;
    this.#form.set({ values });
    await this.updateComplete;
    if (focused) /** @type {HTMLElement|null} */ (this.querySelector(`#${focused}`))?.focus();
    if (globalThis.samklangBoot?.submitted) this.querySelector('form')?.requestSubmit();
  }

  /** Somebody is logged in already, for instance in another tab. */
  #alreadyLoggedIn() {
    const { firstName, lastName } = session.me;
    return html`<section class="page page-narrow">
      <h1>${t('login.alreadyHeading', { name: `${firstName} ${lastName}` })}</h1>
      <p class="lead">${t('login.alreadyText', { name: `${firstName} ${lastName}` })}</p>
      ${formError(this.#switching.problem)}
      <p class="actions">
        <a class="button button-primary"
          href=${session.requiredStep ?? localPath(this.query.get('til')) ?? '/planer'}>${t('login.goOn')}</a>
        <button type="button" class="button button-quiet"
          aria-disabled=${this.#switching.busy ? 'true' : nothing}
          @click=${() => this.#switching.run(() => session.logout())}>${t('login.switch')}</button>
      </p>
    </section>`;
  }

  render() {
    if (session.me) return this.#alreadyLoggedIn();
    const form = this.#form;
    if (!form.values) return nothing;
    return html`<section class="page page-narrow">
      ${this.#why()}
      <h1>${t('login.heading')}</h1>
      <p class="lead">${t('login.lead')}</p>
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
        <password-field
          .name=${'password'} .label=${t('login.password')} .value=${form.values.password} .error=${form.errorOf('password')}
          @value-changed=${(event) => form.change({ password: event.detail })}
        ></password-field>
        <p class="actions">
          ${submitButton(form, t('login.submit'), { busyLabel: t('login.busy') })}
          <a href="/glemt-passord">${t('login.forgotten')}</a>
        </p>
      </form>
      <div class="aside">
        <h2>${t('login.helpHeading')}</h2>
        <p>${t('login.helpText')}</p>
        <p>${t('login.helpThen')}</p>
        <p><a class="standalone-link" href="/hjelp/logge-inn">${t('login.helpLink')}</a></p>
        <p><a class="standalone-link" href="/opplaering">${t('login.lessonsLink')}</a></p>
      </div>
    </section>`;
  }

  /** Why the user was logged out. */
  #why() {
    const key = `login.why.${this.query.get('grunn')}`;
    return has(key) ? html`<p class="banner banner-info" role="status">${icon('info-circle-fill')} <span>${t(key)}</span></p>` : nothing;
  }
}

customElements.define('page-login', LoginPage);
