import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { locale, t } from '../../core/i18n.js';
import { errorOf } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { roleName } from '../person/person-badge.js';
import './texts.js';

const FILTERED_FROM = 9;

/**
 * The recipients of a message, with the channels of their notices (MSG-3): a list of limited height, with a filter when there are
 * more than eight. `folded` hides the list. Event: `chosen` with the ids.
 */
class RecipientPicker extends SamklangElement {
  static properties = {
    participants: { attribute: false },
    planType: { attribute: false },
    chosen: { attribute: false },
    unavailable: { attribute: false },
    error: { attribute: false },
    folded: { attribute: false },
    filter: { state: true },
  };

  constructor() {
    super();
    /** @type {import('contract').PlanHome['participants']} */
    this.participants = [];
    this.planType = 'IP';
    /** @type {string[]} */
    this.chosen = [];
    /** @type {string[]} names of chosen recipients who can't receive messages any more */
    this.unavailable = [];
    this.error = '';
    this.folded = false;
    this.filter = '';
  }

  #choose(id, chosen) {
    const others = this.chosen.filter((one) => one !== id);
    this.emit('chosen', chosen ? [...others, id] : others);
  }

  #chooseAll(all) {
    this.emit('chosen', all ? this.participants.map(({ participantId }) => participantId) : []);
  }

  get #found() {
    const words = this.filter.toLocaleLowerCase(locale()).split(/\s+/).filter(Boolean);
    return this.participants.filter(({ name, role }) => {
      const text = `${name} ${roleName(role, this.planType)}`.toLocaleLowerCase(locale());
      return words.every((word) => text.includes(word));
    });
  }

  render() {
    return html`<div role="status">${this.unavailable.length
        ? html`<p class="banner">${icon('person-dash')} <span>${this.#unavailableText()}</span></p>` : nothing}</div>
      ${this.folded ? nothing : this.#list()}`;
  }

  #unavailableText() {
    const names = new Intl.ListFormat(locale()).format(this.unavailable);
    return t('compose.unavailable', { names });
  }

  #list() {
    const all = this.participants.length > 0 && this.participants.every(({ participantId }) => this.chosen.includes(participantId));
    const found = this.#found;
    return html`<fieldset class="recipients-picker field" aria-describedby=${this.error ? 'to-error' : nothing}>
      <legend class="visually-hidden">${t('compose.to')}</legend>
      ${this.participants.length >= FILTERED_FROM ? this.#filterField(found.length) : nothing}
      ${this.participants.length > 1
        ? html`<label class="check check-all">
            <input class="choice" type="checkbox" .checked=${all} @change=${(event) => this.#chooseAll(event.target.checked)}>
            <span>${t('compose.all', { n: this.participants.length })}</span>
          </label>`
        : nothing}
      <div class="recipients-scroll">${found.map((participant, index) => this.#row(participant, index))}</div>
      ${errorOf({ name: 'to', error: this.error })}
    </fieldset>`;
  }

  #filterField(count) {
    return html`<label class="label" for="recipient-filter">${t('compose.filter')}</label>
      <input class="input" id="recipient-filter" type="search" autocomplete="off" .value=${this.filter}
        @input=${(event) => (this.filter = event.target.value)} @keydown=${keepForm}>
      <p class="visually-hidden" role="status">${this.filter ? t('compose.found', { n: count }) : ''}</p>`;
  }

  #row(participant, index) {
    const { participantId, name, role, notifiedBySms, notifiedByEmail } = participant;
    return html`<label class="check recipients-row">
      <input
        class="choice" type="checkbox" name="to" .value=${participantId}
        .checked=${this.chosen.includes(participantId)}
        aria-invalid=${this.error && index === 0 ? 'true' : nothing}
        @change=${(event) => this.#choose(participantId, event.target.checked)}
      >
      <span class="recipients-text">
        <span class="recipients-name"><span dir="auto">${name}</span> <span class="muted">${roleName(role, this.planType)}</span></span>
        ${notices(notifiedBySms, notifiedByEmail)}
      </span>
    </label>`;
  }
}

// Enter in the filter doesn't send the message.
function keepForm(event) {
  if (event.key === 'Enter') event.preventDefault();
}

function notices(sms, email) {
  return html`<span class="notices">
    ${channel('phone', 'sms', sms)} ${channel('envelope', 'email', email)}
    ${sms || email ? nothing : html`<span aria-hidden="true">${t('compose.noNotice')}</span>`}
  </span>`;
}

function channel(iconName, key, on) {
  const text = t(`compose.${key}.${on ? 'on' : 'off'}`);
  return html`<span class="notice ${on ? 'is-on' : ''}" title=${text}>
    ${icon(iconName)}${on ? html`<span aria-hidden="true">${t(`compose.${key}.name`)}</span>` : nothing}<span
      class="visually-hidden">, ${text}</span>
  </span>`;
}

customElements.define('recipient-picker', RecipientPicker);
