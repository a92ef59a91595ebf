import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { icon } from '../../design/icon.js';
import '../../design/confirm-dialog.js';
import './new-password.js';
import '../organisation/administrator-contact.js';
import './texts.js';

/**
 * A participant's account (PERSON-1, LOGIN-4): the coordinator creates it, and gives a temporary password that stays on the page
 * until it has been passed on. Events: `changed`; `done` when the password has been passed on.
 */
class ParticipantAccount extends SamklangElement {
  static properties = {
    path: { attribute: false },
    card: { attribute: false },
    editing: { state: true },
    asking: { state: true },
    generated: { state: true },
  };

  #form = new FormController(this, {
    versionOf: (resource) => (resource.person ? (resource.account?.version ?? 0) : resource.version),
    valuesOf: (resource) => (resource.person ? accountValues(resource) : { username: resource.username, channel: resource.channel }),
    validate: ({ username }) => (username.trim() ? {} : { username: 'required' }),
    send: ({ username, channel }, { version }) => this.#put({ username: username.trim(), channel, newPassword: !this.card.account },
      version),
    savedText: ({ temporaryPassword }) => t(temporaryPassword ? 'participantAccount.created' : 'participantAccount.saved'),
    onSaved: (account) => this.#saved(account),
  });

  #action = new ActionController(this);

  constructor() {
    super();
    this.path = '';
    /** @type {any} the participant's card */
    this.card = null;
    this.editing = false;
    this.asking = false;
    /** @type {import('contract').ParticipantAccount|null} with the password, until it has been passed on */
    this.generated = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.#form.values) void this.#form.open(this.card);
    this.editing = !this.card.account && this.card.may.account;
  }

  get blocksUnload() {
    return this.generated !== null;
  }

  #put(body, version) {
    return api.put(`${this.path}/account`, body, { version });
  }

  #saved(account) {
    Object.assign(this, { editing: false, generated: account.temporaryPassword ? account : null });
    this.emit('changed');
    void focusAfter(this, this.generated ? 'new-password h2' : '#change-account', 'h2');
  }

  async #givePassword() {
    const { username, channel, version } = this.card.account;
    const given = await this.#action.run(async () => {
      this.generated = await this.#put({ username, channel, newPassword: true }, version);
    });
    if (!given) {
      if (this.#action.failure?.code === 'version.stale') this.emit('changed');
      return;
    }
    this.asking = false;
    this.emit('changed');
    await focusAfter(this, 'new-password h2');
  }

  async #notAsking() {
    this.asking = false;
    await focusAfter(this, '#give-password');
  }

  async #edit() {
    await this.#form.open(this.card);
    this.editing = true;
    await focusAfter(this, '#username');
  }

  async #cancel() {
    await this.#form.discard({ undoText: null });
    this.editing = false;
    await focusAfter(this, '#change-account', 'h2');
  }

  #passedOn() {
    this.generated = null;
    this.emit('done');
    void focusAfter(this, 'h2');
  }

  render() {
    const { account } = this.card;
    if (this.generated) {
      return html`<new-password .account=${this.generated} @passed-on=${() => this.#passedOn()}></new-password>`;
    }
    return html`<section class="panel" aria-labelledby="account-heading">
      <h2 id="account-heading">${t('participantAccount.login')}</h2>
      ${account ? this.#details(account) : html`<p>${t('participantAccount.none')}</p>`}
      ${this.editing && this.#form.values ? this.#fields(account) : this.#buttons()}
      ${this.asking ? this.#question() : nothing}
    </section>`;
  }

  /** Of an account that the user may not administer, only its existence is shown (PERSON-5). */
  #details({ username, channel, lastLoginAt, temporary }) {
    if (!username) return html`<p>${t('participantAccount.notYours')}</p><administrator-contact></administrator-contact>`;
    const row = (name, value) => html`<div><dt>${t(`participantAccount.${name}`)}</dt><dd>${value}</dd></div>`;
    return html`<dl class="description-list">
      ${row('username', username)} ${row('channel', t(`participantAccount.by.${channel}`))}
      ${row('lastLogin', lastLoginAt ? formatMoment(lastLoginAt) : t('participantAccount.never'))}
      ${temporary ? row('password', t('participantAccount.temporary')) : nothing}
    </dl>`;
  }

  #buttons() {
    const { account, may, me } = this.card;
    if (!may.account || !account) return nothing;
    return html`<p class="actions">
      <button type="button" class="button button-quiet" id="change-account" @click=${() => this.#edit()}>${icon('pencil')}
        ${t('participantAccount.change')}</button>
      ${may.givePassword ? html`<button type="button" class="button button-danger" id="give-password"
        @click=${() => (this.asking = true)}>${icon('key')} ${t('participantAccount.givePassword')}</button>` : nothing}
      ${me ? html`<a href="/bytt-passord">${t('participantAccount.ownPassword')}</a>` : nothing}
    </p>`;
  }

  #fields(account) {
    const form = this.#form;
    if (form.conflict) return conflictChoice(form, described, t('participantAccount.stale'));
    const { username, channel } = form.values;
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textField({ name: 'username', label: t('participantAccount.username'), hint: t('participantAccount.usernameHint'), value: username,
        error: form.errorOf('username'), maxlength: 100, spellcheck: 'false', onInput: (value) => form.change({ username: value }) })}
      ${selectField({
        name: 'channel', label: t('participantAccount.channel'), value: channel, error: form.errorOf('channel'),
        options: ['SMS', 'EMAIL'].map((value) => ({ value, text: t(`participantAccount.by.${value}`) })),
        onChange: (value) => form.change({ channel: value }),
      })}
      <p class="actions">
        ${submitButton(form, t(account ? 'participantAccount.save' : 'participantAccount.create'))}
        ${account ? html`<button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>`
          : nothing}
      </p>
    </form>`;
  }

  #question() {
    const { firstName, lastName } = this.card.person;
    const name = `${firstName} ${lastName}`;
    return html`<confirm-dialog
      .heading=${t('participantAccount.question', { name })} .content=${html`<p>${t('participantAccount.consequence', { name })}</p>`}
      .yes=${t('participantAccount.yes')} .busy=${this.#action.busy} .problem=${this.#action.problem}
      @confirmed=${() => void this.#givePassword()} @cancelled=${() => void this.#notAsking()}
    ></confirm-dialog>`;
  }
}

function described({ username, channel }) {
  return t('participantAccount.described', { username, by: t(`participantAccount.by.${channel}`) });
}

function accountValues({ account, person }) {
  const channel = person.mobile ? 'SMS' : 'EMAIL';
  return { username: account?.username ?? person.email ?? '', channel: account?.channel ?? channel };
}

customElements.define('participant-account', ParticipantAccount);
