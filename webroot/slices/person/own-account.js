import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { formatMoment } from '../../core/format.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { errorOf, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { withConfirmation } from './own-confirmation.js';
import './texts.js';

const CHANNELS = { SMS: 'mobile', EMAIL: 'email' };

/** The user's account: user name, channel of one-time codes. */
class OwnAccount extends SamklangElement {
  static properties = { me: { attribute: false }, editing: { state: true } };

  #form = new FormController(this, {
    valuesOf: ({ username, channel }) => ({ username, channel }),
    versionOf: ({ accountVersion }) => accountVersion,
    validate: ({ username }) => (username.trim() ? {} : { username: 'required' }),
    send: (values, { version }) => withConfirmation(
      () => api.put('/me/account', { ...values, username: values.username.trim() }, { version }),
      { email: this.me.email, mobile: this.me.mobile },
    ),
    savedText: t('account.saved'),
    onSaved: () => void this.#saved(),
  });

  constructor() {
    super();
    this.me = null;
    this.editing = false;
  }

  async #edit() {
    await this.#form.open(this.me);
    this.editing = true;
    await focusAfter(this, '#username');
  }

  async #saved() {
    await session.reload().catch(() => undefined);
    await this.#finish();
  }

  async #cancel() {
    await this.#form.discard({ undoText: null });
    await this.#finish();
  }

  async #finish() {
    this.editing = false;
    await focusAfter(this, '#edit-account');
  }

  render() {
    if (!this.me) return nothing;
    return html`<section class="panel" aria-labelledby="account-heading">
      <h2 id="account-heading">${t('account.heading')}</h2>
      ${this.me.sharedAddress ? html`<p class="banner">${icon('exclamation-triangle-fill')}
        <span>${t(`account.shared.${this.me.channel}`)}</span></p>` : nothing}
      ${this.editing ? this.#fields() : this.#view()}
    </section>`;
  }

  #view() {
    const row = (text, value) => (value ? html`<div><dt>${text}</dt><dd>${value}</dd></div>` : nothing);
    return html`<dl class="description-list">
        ${row(t('profile.username'), this.me.username)} ${row(t('profile.organisation'), this.me.organisation?.name)}
        ${row(t('profile.channel'), t(`profile.by.${this.me.channel}`))}
        ${row(t('profile.lastLogin'), formatMoment(this.me.lastLoginAt))}
      </dl>
      <p class="actions">
        <button type="button" class="button button-quiet" id="edit-account" @click=${() => this.#edit()}>${icon('pencil')}
          ${t('account.edit')}</button>
        <a class="button button-quiet" href="/bytt-passord">${icon('key')} ${t('profile.changePassword')}</a>
      </p>`;
  }

  #fields() {
    const form = this.#form;
    if (form.conflict) return conflictChoice(form, described, t('account.stale'));
    const { username, channel } = form.values;
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textField({
        name: 'username', label: t('profile.username'), hint: t('account.usernameHint'), value: username, error: form.errorOf('username'),
        autocomplete: 'username', spellcheck: 'false', maxlength: 100, required: true, onInput: (value) => form.change({ username: value }),
      })}
      <fieldset class="field">
        <legend>${t('account.channel')}</legend>
        ${Object.keys(CHANNELS).map((one) => this.#channel(one, channel))}
        ${errorOf({ name: 'channel', error: form.errorOf('channel') })}
      </fieldset>
      <p class="actions">
        ${submitButton(form, t('account.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('account.cancel')}</button>
      </p>
    </form>`;
  }

  // A channel without an address is disabled, with the reason.
  #channel(channel, chosen) {
    const address = this.me[CHANNELS[channel]];
    return html`<label class="check">
      <input
        class="choice" type="radio" name="account-channel" .value=${channel} .checked=${chosen === channel} ?disabled=${!address}
        aria-invalid=${this.#form.errorOf('channel') ? 'true' : nothing} @change=${() => this.#form.change({ channel })}
      >
      <span>${t(`account.by.${channel}`)} <span class="muted">${address ?? t(`account.missing.${channel}`)}</span></span>
    </label>`;
  }
}

function described({ username, channel }) {
  return [username, t(`account.by.${channel}`)].join(', ');
}

customElements.define('own-account', OwnAccount);
