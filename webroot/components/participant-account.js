import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { formatMoment } from '../app/format.js';
import { notify } from '../app/notify.js';
import { personErrors } from '../app/person.js';
import { explain, explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { choiceField } from './choice-field.js';
import { focusFirstError, formError, textField } from './field.js';
import { icon } from './icon.js';

/**
 * How somebody logs in (PERSON-1, LOGIN-4): the coordinator makes the account, and gives a temporary password that is
 * shown this once. Event: `changed`.
 */
class ParticipantAccount extends SamklangElement {
  static properties = {
    path: { attribute: false },
    card: { attribute: false },
    editing: { state: true },
    written: { state: true },
    errors: { state: true },
    problem: { state: true },
    busy: { state: true },
    given: { state: true },
  };

  constructor() {
    super();
    this.path = '';
    this.card = null;
    this.editing = false;
    this.written = null;
    this.errors = {};
    this.problem = '';
    this.busy = false;
    /** @type {{username: string, temporaryPassword: string}|null} shown until the page is left */
    this.given = null;
  }

  #edit() {
    const { account, person } = this.card;
    const channel = person.mobile ? 'SMS' : 'EMAIL';
    this.written = { username: account?.username ?? person.email ?? '', channel: account?.channel ?? channel };
    Object.assign(this, { editing: true, errors: {}, problem: '' });
  }

  async #submit(event) {
    event.preventDefault();
    const isNew = !this.card.account;
    await this.#send({ ...this.written, username: this.written.username.trim(), newPassword: isNew });
  }

  #givePassword() {
    const { username, channel } = this.card.account;
    void this.#send({ username, channel, newPassword: true });
  }

  async #send(body) {
    if (this.busy) return;
    Object.assign(this, { busy: true, errors: {}, problem: '' });
    try {
      const account = await api.put(`${this.path}/account`, body);
      this.given = account.temporaryPassword ? account : null;
      this.editing = false;
      if (!this.given) notify(t('participantAccount.saved'));
      this.emit('changed');
      await this.updateComplete;
      this.querySelector('.given h3')?.focus();
    } catch (problem) {
      this.errors = personErrors(problem);
      this.problem = explain(problem);
      void focusFirstError(this);
    }
    this.busy = false;
  }

  render() {
    const { account, may } = this.card;
    return html`<section class="panel" aria-labelledby="account-heading">
      <h2 id="account-heading">${t('participantAccount.heading')}</h2>
      ${this.given ? this.#given() : nothing}
      ${account ? this.#facts(account) : html`<p>${t('participantAccount.none')}</p>`}
      ${this.editing ? this.#form(account) : html`${formError(this.problem)} <p class="actions">${this.#buttons(account, may)}</p>`}
    </section>`;
  }

  /** Of an account that isn't the reader's to tend, only that there is one is told (PERSON-5). */
  #facts({ username, channel, lastLoginAt, temporary }) {
    if (!username) return html`<p>${t('participantAccount.notYours')}</p>`;
    const row = (name, value) => html`<div><dt>${t(`participantAccount.${name}`)}</dt><dd>${value}</dd></div>`;
    return html`<dl class="facts">
      ${row('username', username)} ${row('channel', t(`participantAccount.by.${channel}`))}
      ${row('lastLogin', lastLoginAt ? formatMoment(lastLoginAt) : t('participantAccount.never'))}
      ${temporary ? row('password', t('participantAccount.temporary')) : nothing}
    </dl>`;
  }

  #buttons(account, may) {
    if (!may.account) return nothing;
    const { me } = this.card;
    return html`
      <button type="button" class="btn btn-outline-primary" @click=${this.#edit}>${icon(account ? 'pencil' : 'key')} ${t(account ? 'participantAccount.change' : 'participantAccount.create')}</button>
      ${may.givePassword ? this.#password() : nothing}
      ${me ? html`<a href="/bytt-passord">${t('participantAccount.ownPassword')}</a>` : nothing}
    `;
  }

  #password() {
    return html`<button type="button" class="btn btn-outline-primary" ?disabled=${this.busy} @click=${this.#givePassword}>${icon('key')} ${t('participantAccount.givePassword')}</button>`;
  }

  #form(account) {
    const { username, channel } = this.written;
    const words = (field) => (this.errors[field] ? explainField(this.errors[field]) : '');
    const type = (part) => (this.written = { ...this.written, ...part });
    return html`<form novalidate @submit=${this.#submit}>
      ${formError(Object.keys(this.errors).length ? '' : this.problem)}
      ${textField({ name: 'username', label: t('participantAccount.username'), hint: t('participantAccount.usernameHint'), value: username, error: words('username'), maxlength: 100, spellcheck: 'false', onInput: (value) => type({ username: value }) })}
      ${choiceField({
        name: 'channel', label: t('participantAccount.channel'), value: channel, error: words('channel'),
        options: ['SMS', 'EMAIL'].map((value) => ({ value, words: t(`participantAccount.by.${value}`) })),
        onChange: (value) => type({ channel: value }),
      })}
      <p class="actions">
        <button type="submit" class="btn btn-outline-primary" ?disabled=${this.busy}>${t(account ? 'participantAccount.save' : 'participantAccount.create')}</button>
        <button type="button" class="btn btn-link" @click=${() => (this.editing = false)}>${t('form.cancel')}</button>
      </p>
    </form>`;
  }

  #given() {
    const { username, temporaryPassword } = this.given;
    return html`<div class="given" role="region" aria-labelledby="given-heading">
      <h3 id="given-heading" tabindex="-1">${icon('shield-lock')} ${t('participantAccount.givenHeading')}</h3>
      <dl class="facts">
        <div><dt>${t('participantAccount.username')}</dt><dd>${username}</dd></div>
        <div><dt>${t('participantAccount.password')}</dt><dd><output class="secret">${temporaryPassword}</output></dd></div>
      </dl>
      <p>${t('participantAccount.givenOnce')}</p>
      <ul>
        <li>${t('participantAccount.givenHow')}</li>
        <li>${t('participantAccount.givenNot')}</li>
        <li>${t('participantAccount.givenThen')}</li>
      </ul>
      <button type="button" class="btn btn-outline-primary" @click=${() => (this.given = null)}>${t('participantAccount.givenDone')}</button>
    </div>`;
  }
}

customElements.define('participant-account', ParticipantAccount);
