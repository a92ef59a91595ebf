import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { formatDate, formatStamp } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import '../../design/confirm-dialog.js';
import { consentExpiry } from '../consent/consent-expiry.js';
import './texts.js';

/**
 * A participant's consent on the card: period, what it covers, and "Nullstill samtykke", which ends this participant's access
 * (PART-4). Event: `consent-withdrawn`.
 */
class ParticipantConsent extends SamklangElement {
  static properties = {
    path: { attribute: false },
    address: { attribute: false },
    card: { attribute: false },
    confirming: { state: true },
  };

  #action = new ActionController(this);

  constructor() {
    super();
    /** Of the participant in the API. */
    this.path = '';
    /** Of the card's page. */
    this.address = '';
    /** @type {import('contract').ParticipantCard|null} */
    this.card = null;
    this.confirming = false;
  }

  get #name() {
    return `${this.card.person.firstName} ${this.card.person.lastName}`;
  }

  async #withdraw() {
    const isDone = await this.#action.run(() => api.delete(`${this.path}/consent`));
    this.confirming = false;
    if (!isDone) return;
    notify(t('participantConsent.done', { name: this.#name }));
    this.emit('consent-withdrawn');
  }

  render() {
    if (!this.card) return nothing;
    const { consent, consentEndedAt } = this.card;
    return html`<h3>${t('participantConsent.heading')}</h3>
      ${consentEndedAt ? this.#withdrawn() : nothing}
      <dl class="description-list">
        ${consent && !consentEndedAt ? fact(t('participantConsent.period'), this.#period()) : nothing}
        ${this.card.rights ? fact(t('participantConsent.scope'), this.card.consentScope || t('rights.wholeConsent')) : nothing}
      </dl>
      ${consent ? nothing : html`<p>${icon('x-octagon-fill')} ${t('participantConsent.none')}</p>`} ${this.#actions()}`;
  }

  #period() {
    const { from, until, daysLeft } = this.card.consent;
    return html`${t('participantConsent.fromUntil', { from: formatDate(from), until: formatDate(until) })}
      <br>${consentExpiry(daysLeft, 'participant')}
      <br><span class="muted">${t(`participantConsent.${this.card.endsOn ? 'own' : 'follows'}`)}</span>`;
  }

  #withdrawn() {
    const { consentEndedAt, consentEndedBy } = this.card;
    return html`<p class="banner">${icon('x-octagon-fill')} <span>${t('participantConsent.withdrawn',
      { when: formatStamp(consentEndedAt), by: consentEndedBy, name: this.#name })}</span></p>`;
  }

  #actions() {
    const { may, consentEndedAt } = this.card;
    if (!may.giveConsent && !may.withdrawConsent) return nothing;
    return html`${formError(this.#action.problem)}
      <p class="actions">
        ${may.giveConsent ? html`<a class="button button-quiet" href="${this.address}/samtykke">${icon('calendar-check')}
          ${t(`participantConsent.${consentEndedAt ? 'again' : 'change'}`)}</a>` : nothing}
        ${may.withdrawConsent ? html`<button type="button" class="button button-danger"
          @click=${() => (this.confirming = true)}>${icon('x-octagon')} ${t('participantConsent.withdraw')}</button>` : nothing}
      </p>
      ${this.confirming ? this.#confirmation() : nothing}`;
  }

  #confirmation() {
    const name = this.#name;
    const content = html`<ul>
      <li>${t('participantConsent.access', { name })}</li>
      <li>${t('participantConsent.others')}</li>
      <li>${t('participantConsent.back')}</li>
    </ul>`;
    return html`<confirm-dialog
      .heading=${t('participantConsent.question', { name })} .content=${content} .yes=${t('participantConsent.yes')}
      .no=${t('participantConsent.no')} ?busy=${this.#action.busy}
      @confirmed=${this.#withdraw} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

function fact(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

customElements.define('participant-consent', ParticipantConsent);
