import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { formatMoment } from '../app/format.js';
import { notify } from '../app/notify.js';
import { explain, explainField } from '../app/problem.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import { errorOf, focusFirstError, formError, textField } from './field.js';
import { icon } from './icon.js';

const CHANNELS = { SMS: 'mobile', EMAIL: 'email' };
const LANGUAGES = ['nb', 'nn', 'en'];

/** The reader's own account: user name, how the codes come, and the language of what is sent. */
class OwnAccount extends SamklangElement {
  static properties = {
    me: { attribute: false },
    change: { state: true },
    errors: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.me = null;
    /** @type {{username: string, channel: string, language: string}|null} what is being written, null when nothing is */
    this.change = null;
    this.errors = {};
    this.problem = '';
    this.busy = false;
  }

  async #edit() {
    const { username, channel, language } = this.me;
    this.change = { username, channel, language };
    await this.updateComplete;
    this.querySelector('input').focus();
  }

  async #save(event) {
    event.preventDefault();
    if (this.busy) return;
    Object.assign(this, { busy: true, problem: '', errors: {} });
    try {
      await api.put('/me/account', { ...this.change, username: this.change.username.trim() });
      await session.reload();
      notify(t('account.saved'));
      await this.#finish();
    } catch (problem) {
      this.#refused(problem);
    }
    this.busy = false;
  }

  #refused(problem) {
    const words = (field) => (problem.errorOf?.(field) ? explainField(problem.errorOf(field)) : '');
    this.errors = { username: words('username'), channel: words('channel') };
    if (this.errors.username || this.errors.channel) void focusFirstError(this);
    else this.problem = explain(problem);
  }

  async #finish() {
    Object.assign(this, { change: null, problem: '', errors: {} });
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  render() {
    if (!this.me) return nothing;
    return html`<section class="panel" aria-labelledby="account-heading">
      <h2 id="account-heading">${t('account.heading')}</h2>
      ${this.change ? this.#form() : this.#shown()}
    </section>`;
  }

  #shown() {
    const row = (words, value) => (value ? html`<div><dt>${words}</dt><dd>${value}</dd></div>` : nothing);
    return html`<dl class="facts">
        ${row(t('profile.username'), this.me.username)} ${row(t('profile.organisation'), this.me.organisation?.name)}
        ${row(t('profile.channel'), t(`profile.by.${this.me.channel}`))} ${row(t('account.language'), t(`account.languages.${this.me.language}`))}
        ${row(t('profile.lastLogin'), formatMoment(this.me.lastLoginAt))}
      </dl>
      <p class="actions">
        <button type="button" class="btn btn-outline-primary" @click=${this.#edit}>${icon('pencil')} ${t('account.edit')}</button>
        <a class="btn btn-outline-primary" href="/bytt-passord">${icon('key')} ${t('profile.changePassword')}</a>
      </p>`;
  }

  #form() {
    return html`<form novalidate @submit=${this.#save}>
      ${formError(this.problem)}
      ${textField({
        name: 'account-username', label: t('profile.username'), hint: t('account.usernameHint'), value: this.change.username, error: this.errors.username,
        autocomplete: 'username', spellcheck: 'false', maxlength: 100, required: true, onInput: (username) => (this.change = { ...this.change, username }),
      })}
      <fieldset class="field">
        <legend>${t('account.channel')}</legend>
        ${Object.keys(CHANNELS).map((channel) => this.#channel(channel))} ${errorOf({ name: 'account-channel', error: this.errors.channel })}
      </fieldset>
      <div class="field">
        <label class="form-label" for="account-language">${t('account.language')}</label>
        <p class="field-hint" id="account-language-hint">${t('account.languageHint')}</p>
        <select
          id="account-language" class="form-select" aria-describedby="account-language-hint"
          @change=${(event) => (this.change = { ...this.change, language: event.target.value })}
        >${LANGUAGES.map((one) => html`<option value=${one} ?selected=${one === this.change.language}>${t(`account.languages.${one}`)}</option>`)}</select>
      </div>
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${t('account.save')}</button>
        <button type="button" class="btn btn-link" ?disabled=${this.busy} @click=${this.#finish}>${t('account.cancel')}</button>
      </p>
    </form>`;
  }

  /** A way without an address can't be chosen, and says why. */
  #channel(channel) {
    const address = this.me[CHANNELS[channel]];
    return html`<label class="check">
      <input
        class="form-check-input" type="radio" name="account-channel" value=${channel} .checked=${this.change.channel === channel} ?disabled=${!address}
        aria-invalid=${this.errors.channel ? 'true' : nothing} @change=${() => (this.change = { ...this.change, channel })}
      >
      <span>${t(`account.by.${channel}`)} <span class="quiet">${address ?? t(`account.missing.${channel}`)}</span></span>
    </label>`;
  }
}

customElements.define('own-account', OwnAccount);
