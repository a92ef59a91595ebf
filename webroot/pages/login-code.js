import { html } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { explain } from '../app/problem.js';
import { formatDuration } from '../app/format.js';
import { t } from '../app/i18n.js';
import { session } from '../app/session.js';
import { goOn, loginPath } from '../app/way-in.js';
import { focusFirstError, formError, textField } from '../components/field.js';
import { icon } from '../components/icon.js';

/** The second step in: the one-time code (LOGIN-1). A reload forgets the first step, on purpose. */
class LoginCodePage extends Page {
  static properties = {
    code: { state: true },
    error: { state: true },
    problem: { state: true },
    busy: { state: true },
    secondsLeft: { state: true },
  };

  #ticking = null;

  constructor() {
    super();
    this.code = '';
    this.error = '';
    this.problem = '';
    this.busy = false;
    this.challenge = session.challenge;
    this.secondsLeft = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#tick();
    this.#ticking = setInterval(() => this.#tick(), 1_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  #tick() {
    this.secondsLeft = this.challenge ? Math.max(0, Math.round((this.challenge.expiresAt - Date.now()) / 1000)) : 0;
  }

  // A code is pasted with spaces around and inside it, as it stood in the message.
  #typed(value) {
    this.code = value.replace(/\s/g, '');
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.error = this.code ? '' : t('code.missing');
    if (this.error) return focusFirstError(this);
    this.busy = true;
    this.problem = '';
    try {
      const { next } = await api.post('/login/code', { challenge: this.challenge.challenge, code: this.code });
      await goOn(next, this.query.get('til'));
    } catch (problem) {
      this.#refused(problem);
    }
  }

  #refused(problem) {
    this.busy = false;
    if (problem.code === 'code.wrong') {
      this.error = explain(problem);
      void focusFirstError(this);
      return;
    }
    if (problem.code === 'code.expired') this.challenge = session.challenge = null;
    this.problem = explain(problem);
  }

  render() {
    if (!this.challenge || this.secondsLeft === 0) return this.#tooLate();
    const { channel, sentTo, demoOutbox } = this.challenge;
    return html`<section class="page page-narrow">
      <h1>${t('code.heading')}</h1>
      <p class="lead">${icon(channel === 'SMS' ? 'phone' : 'envelope')} ${t(`code.sent.${channel}`, { sentTo })}</p>
      ${channel === 'EMAIL' ? html`<p>${t('code.junkMail')}</p>` : ''}
      ${demoOutbox ? html`<p>${t('code.demo')} <a href=${demoOutbox} target="_blank" rel="noopener">${t('code.demoOutbox')}</a></p>` : ''}
      <form class="panel" novalidate @submit=${this.#submit}>
        ${formError(this.problem)}
        ${textField({
          name: 'code',
          label: t('code.label'),
          hint: t('code.timeLeft', { left: formatDuration(this.secondsLeft) }),
          value: this.code,
          error: this.error,
          autocomplete: 'one-time-code',
          inputmode: 'numeric',
          required: true,
          onInput: (value) => this.#typed(value),
        })}
        <p class="actions">
          <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${this.busy ? t('code.busy') : t('code.submit')}</button>
        </p>
      </form>
      <div class="aside">
        <h2>${t('code.noneHeading')}</h2>
        <p>${t(`code.none.${channel}`)}</p>
        <p>${t('code.again')} <a href=${this.#start}>${t('code.sendNew')}</a></p>
      </div>
    </section>`;
  }

  get #start() {
    return loginPath(this.query.get('til'), 'NEW_CODE');
  }

  #tooLate() {
    return html`<section class="page page-narrow">
      <h1>${t('code.goneHeading')}</h1>
      ${formError(this.problem)}
      <p class="lead">${t('code.goneText')}</p>
      <p class="actions"><a class="btn btn-primary" href=${loginPath(this.query.get('til'))}>${t('code.toLogin')}</a></p>
    </section>`;
  }
}

customElements.define('page-login-code', LoginCodePage);
