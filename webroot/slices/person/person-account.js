import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { explain } from '../../core/problem.js';
import { session } from '../../core/session.js';
import { formError } from '../../forms/field.js';
import '../participant/account-help.js';
import '../participant/participant-account.js';
import '../participant/stop-phone.js';
import './account-block.js';
import './texts.js';

/**
 * A person's account for administrators: why the person may not get in, and what to do about it (PERSON-8 to PERSON-12, LOGIN-4).
 * Event: `changed` when the card may have changed.
 */
class PersonAccount extends SamklangElement {
  static properties = { person: { attribute: false }, account: { state: true }, failed: { state: true } };

  constructor() {
    super();
    /** @type {import('contract').PersonCard|null} */
    this.person = null;
    /** @type {import('contract').AdministeredAccount|null} */
    this.account = null;
    this.failed = '';
  }

  get #isOwn() {
    return this.person.personId === session.me?.personId;
  }

  get #path() {
    return `/persons/${this.person.personId}`;
  }

  /** @returns {boolean} whether a password is shown that would be lost */
  get blocksUnload() {
    return this.child('participant-account')?.blocksUnload ?? false;
  }

  firstUpdated() {
    void this.#load();
  }

  async #load() {
    try {
      this.account = await api.get(`${this.#path}/account`);
      this.failed = '';
    } catch (problem) {
      this.failed = explain(problem);
    }
  }

  render() {
    if (this.failed && !this.account) return formError(this.failed);
    if (!this.account) return nothing;
    const reload = () => void this.#load();
    return html`<account-help .path=${this.#path} .personId=${this.person.personId} .account=${this.account} @changed=${reload}>
      </account-help>
      ${this.#isOwn
        ? html`<p>${t('personAccount.own')}</p>`
        : html`<participant-account .path=${this.#path} .card=${this.#card()} @changed=${reload}></participant-account>
          ${this.account.username ? this.#emergencies(reload) : nothing}`}`;
  }

  #emergencies(reload) {
    return html`<stop-phone .path=${this.#path} .mobile=${this.person.mobile} .version=${this.account.version}
        .mayDirect=${this.account.may.newPhone} @changed=${() => this.#phoneStopped()}></stop-phone>
      <account-block .personId=${this.person.personId} .account=${this.account} @changed=${reload}></account-block>`;
  }

  #phoneStopped() {
    this.emit('card-changed');
    void this.#load();
  }

  /** The account as on a participant's card. */
  #card() {
    const { username } = this.account;
    return {
      person: this.person, me: false, account: username ? this.account : null,
      may: { account: true, givePassword: Boolean(username) },
    };
  }
}

customElements.define('person-account', PersonAccount);
