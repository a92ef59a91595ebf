import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { formatDuration } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { router } from '../../core/router.js';
import { continueLogin, loginPath } from './login-flow.js';
import { codeIn, PendingCode } from './pending-code.js';
import { formError, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import './texts.js';

/** The second login step: the one-time code (LOGIN-1). A reload keeps the pending login. */
class LoginCodePage extends Page {
  static properties = { sentNew: { state: true } };

  #pending = new PendingCode(this);
  #form = new FormController(this, {
    valuesOf: () => ({ code: '' }),
    validate: ({ code }) => (code ? {} : { code: 'loginCode.missing' }),
    send: (values) => this.#send(values),
  });
  #action = new ActionController(this);

  constructor() {
    super();
    this.sentNew = false;
    void this.#form.open({});
  }

  get ownsFocus() {
    return this.#pending.current !== null;
  }

  async firstUpdated() {
    await this.#act(() => this.#pending.load());
    this.#pending.loaded = true;
    await focusAfter(this, '#code', 'h1');
  }

  async #act(action) {
    const done = await this.#action.run(action);
    this.#form.set({ problem: this.#action.problem });
    return done;
  }

  async #send({ code }) {
    this.sentNew = false;
    try {
      const { next } = await api.post('/login/code', { code: codeIn(code) });
      await continueLogin(next, this.query.get('til'));
    } catch (problem) {
      await this.#refused(problem);
      throw problem;
    }
  }

  // The field is emptied for the next try, and says how many are left
  async #refused(problem) {
    this.#form.set({ values: { code: '' } });
    if (problem.code === 'code.expired') this.#pending.drop();
    if (problem.code === 'code.wrong') problem.errors = [{ field: 'code', code: 'problem.code_wrong' }];
    if (problem.code === 'code.older') problem.errors = [{ field: 'code', code: 'problem.code_older' }];
    if (problem.code === 'code.wrong' || problem.code === 'login.locked') await this.#pending.refresh().catch(() => undefined);
  }

  get #error() {
    const n = this.#pending.current?.attemptsLeft;
    const error = this.#form.errorOf('code');
    return this.#form.errors.code === 'problem.code_wrong' && n ? `${error} ${t('loginCode.attemptsLeft', { n })}` : error;
  }

  async #sendNew() {
    if (this.#form.busy || this.#pending.secondsToResend > 0) return;
    this.sentNew = false;
    this.#form.reset({});
    this.sentNew = await this.#act(() => this.#pending.resend());
    // the answer may be lost: what has happened is asked for
    if (this.#action.failure) await this.#pending.load().catch(() => undefined);
    await focusAfter(this, '#code', 'h1');
  }

  /** Somebody else's pending login on a shared computer ends. */
  async #giveUp() {
    if (await this.#act(() => api.delete('/login/code'))) router.go(loginPath(null));
  }

  render() {
    const { current, loaded, secondsLeft } = this.#pending;
    if (!loaded || !this.#form.values) return html`<section class="page page-narrow">${loading()}</section>`;
    if (!current || secondsLeft === 0) return this.#tooLate();
    if (current.lockedForSeconds) return this.#locked(current.lockedForSeconds);
    const { channel, sentTo, demoOutbox, delivery } = current;
    return html`<section class="page page-narrow">
      <h1>${t('loginCode.heading')}</h1>
      ${delivery === 'FAILED' ? html`<p class="banner banner-warning" role="alert">${icon('exclamation-triangle-fill')}
          <span>${t('loginCode.notSent')}</span></p>`
        : html`<p class="lead">${icon(channel === 'SMS' ? 'phone' : 'envelope')}
          ${t(`loginCode.${delivery === 'SENT' ? 'sent' : 'sending'}.${channel}`, { sentTo })}</p>`}
      ${channel === 'EMAIL' && delivery !== 'FAILED' ? html`<p>${t('loginCode.junkMail')}</p>` : ''}
      ${demoOutbox ? html`<p>${t('loginCode.demo')} <a href=${demoOutbox} target="_blank"
        rel="noopener">${t('loginCode.demoOutbox')}</a></p>` : ''}
      <div role="status">${this.sentNew ? html`<p class="banner banner-info">${icon('info-circle-fill')}
        <span>${t('loginCode.newSent')}</span></p>` : nothing}</div>
      ${this.#fields(secondsLeft)} ${this.#help(channel)}
    </section>`;
  }

  #fields(secondsLeft) {
    const form = this.#form;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textField({
        name: 'code',
        label: t('loginCode.label'),
        hint: t('loginCode.timeLeft', { left: formatDuration(secondsLeft) }),
        value: form.values.code,
        error: this.#error,
        autocomplete: 'one-time-code',
        inputmode: 'numeric',
        required: true,
        onInput: (code) => form.change({ code }),
      })}
      <p class="actions">
        ${submitButton(form, t('loginCode.submit'), { busyLabel: t('loginCode.busy') })}
        <button type="button" class="button button-link" @click=${this.#giveUp}>${t('loginCode.giveUp')}</button>
      </p>
    </form>`;
  }

  #help(channel) {
    const wait = this.#pending.secondsToResend;
    return html`<div class="aside">
      <h2>${t('loginCode.noneHeading')}</h2>
      <p>${t(`loginCode.none.${channel}`)}</p>
      <p class="actions">
        <button type="button" class="button button-quiet" aria-disabled=${wait > 0 ? 'true' : nothing}
          aria-describedby=${wait > 0 ? 'resend-why' : nothing}
          @click=${this.#sendNew}>${t('loginCode.sendNew')}</button>
        ${wait > 0 ? html`<span class="disabled-reason" id="resend-why">${t('loginCode.resendIn',
          { wait: formatDuration(wait) })}</span>` : nothing}
      </p>
    </div>`;
  }

  #locked(seconds) {
    return html`<section class="page page-narrow">
      <h1>${t('loginCode.lockedHeading')}</h1>
      <p class="lead" role="alert">${t('loginCode.lockedText', { wait: formatDuration(seconds) })}</p>
      <p>${t('loginCode.lockedHelp')}</p>
      <p class="actions"><a class="button button-primary" href=${loginPath(this.query.get('til'))}>${t('loginCode.toLogin')}</a></p>
    </section>`;
  }

  #tooLate() {
    return html`<section class="page page-narrow">
      <h1>${t('loginCode.goneHeading')}</h1>
      ${formError(this.#form.problem)}
      <p class="lead">${t('loginCode.goneText')}</p>
      <p class="actions"><a class="button button-primary" href=${loginPath(this.query.get('til'))}>${t('loginCode.toLogin')}</a></p>
    </section>`;
  }
}

customElements.define('page-login-code', LoginCodePage);
