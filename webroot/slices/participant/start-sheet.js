import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { formatDate, formatPhone } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import './texts.js';

/**
 * The sheet of paper that a person gets with a new account or a new password (PERSON-11). It is only seen in print: the print
 * styles leave out everything else on the page.
 */
class StartSheet extends SamklangElement {
  static properties = { account: { attribute: false }, person: { attribute: false }, helper: { attribute: false } };

  constructor() {
    super();
    /** @type {import('contract').ParticipantAccount|null} with the temporary password */
    this.account = null;
    /** @type {any} name and addresses */
    this.person = {};
    /** @type {{name: string, phone?: string|null, isCoordinator: boolean}|null} who helps */
    this.helper = null;
  }

  render() {
    if (!this.account) return nothing;
    const { firstName, lastName } = this.person;
    const row = (name, value) => html`<div><dt>${t(`startSheet.${name}`)}</dt><dd>${value}</dd></div>`;
    return html`<article class="start-sheet">
      <p class="start-sheet-brand">${t('app.name')}</p>
      <h1>${t('startSheet.heading')}</h1>
      <p class="start-sheet-for">${t('startSheet.for', { name: `${firstName} ${lastName}` })}</p>
      <dl>
        ${row('address', location.origin)} ${row('username', this.account.username)}
        ${row('password', html`<span class="start-sheet-secret">${this.account.temporaryPassword}</span>`)}
        ${row('code', this.#code())}
      </dl>
      <h2>${t('startSheet.how')}</h2>
      <ol>
        <li>${t('startSheet.step.open', { address: location.origin })}</li>
        <li>${t('startSheet.step.enter')}</li>
        <li>${t(`startSheet.step.code.${this.account.channel}`)}</li>
        <li>${t('startSheet.step.terms')}</li>
        <li>${t('startSheet.step.password')}</li>
      </ol>
      <h2>${t('startSheet.helpHeading')}</h2>
      ${this.#help()}
      <p>${t('startSheet.forgotten')}</p>
      <p class="start-sheet-safe">${t('startSheet.safe')}</p>
      <p class="start-sheet-date">${t('startSheet.printed', { date: formatDate(new Date().toISOString()) })}</p>
    </article>`;
  }

  #code() {
    const { channel } = this.account;
    const { mobile, email } = this.person;
    const to = channel === 'SMS' ? mobile && formatPhone(mobile) : email;
    return to ? t(`startSheet.by.${channel}`, { to }) : t(`participantAccount.by.${channel}`);
  }

  #help() {
    const { name, phone, isCoordinator } = this.helper ?? { name: '', phone: null, isCoordinator: false };
    const contact = phone ? t('startSheet.phone', { name, phone: formatPhone(phone) }) : name;
    return html`<p>${t(isCoordinator ? 'startSheet.coordinator' : 'startSheet.helper', { contact })}</p>`;
  }
}

customElements.define('start-sheet', StartSheet);
