import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { locale, t } from '../app/i18n.js';
import { errorOf } from './field.js';
import { icon } from './icon.js';
import { roleName } from './person-badge.js';

/** Whom a message goes to, and how each is told that it has come (MSG-3). Event: `chosen` with the ids. */
class RecipientList extends SamklangElement {
  static properties = {
    participants: { attribute: false },
    planType: { attribute: false },
    chosen: { attribute: false },
    left: { attribute: false },
    error: { attribute: false },
  };

  constructor() {
    super();
    this.participants = [];
    this.planType = 'IP';
    this.chosen = [];
    /** @type {string[]} names of those who were chosen, but can't be written to any more */
    this.left = [];
    this.error = '';
  }

  #choose(id, chosen) {
    const others = this.chosen.filter((one) => one !== id);
    this.emit('chosen', chosen ? [...others, id] : others);
  }

  #chooseAll(all) {
    this.emit('chosen', all ? this.participants.map(({ participantId }) => participantId) : []);
  }

  render() {
    const all = this.participants.length > 0 && this.participants.every(({ participantId }) => this.chosen.includes(participantId));
    return html`<fieldset class="recipients field" aria-describedby=${this.error ? 'to-error' : nothing}>
      <legend>${t('compose.to')}</legend>
      <p class="field-hint">${t('compose.toHint')}</p>
      <div role="status">${this.left.length ? html`<p class="banner">${icon('person-dash')} <span>${this.#whoLeft()}</span></p>` : nothing}</div>
      ${this.participants.length > 1
        ? html`<label class="check check-all">
            <input class="form-check-input" type="checkbox" .checked=${all} @change=${(event) => this.#chooseAll(event.target.checked)}>
            <span>${t('compose.all')}</span>
          </label>`
        : nothing}
      <div class="recipient-rows">${this.participants.map((participant, index) => this.#row(participant, index))}</div>
      ${errorOf({ name: 'to', error: this.error })}
    </fieldset>`;
  }

  #whoLeft() {
    const names = new Intl.ListFormat(locale()).format(this.left);
    return t('compose.left', { names });
  }

  #row(participant, index) {
    const { participantId, name, role, notifiedBySms, notifiedByEmail } = participant;
    return html`<label class="check recipient">
      <input
        class="form-check-input" type="checkbox" name="to" value=${participantId}
        .checked=${this.chosen.includes(participantId)}
        aria-invalid=${this.error && index === 0 ? 'true' : nothing}
        @change=${(event) => this.#choose(participantId, event.target.checked)}
      >
      <span class="recipient-name">${name} <span class="quiet">${roleName(role, this.planType)}</span></span>
      <span class="channels">${channel('phone', 'sms', notifiedBySms)} ${channel('envelope', 'email', notifiedByEmail)}</span>
    </label>`;
  }
}

function channel(sign, key, on) {
  const words = t(`compose.${key}.${on ? 'on' : 'off'}`);
  return html`<span class="channel ${on ? 'is-on' : 'is-off'}" title=${words}>
    ${icon(sign)}<span aria-hidden="true">${t(`compose.${key}.name`)}</span><span class="visually-hidden">, ${words}</span>
  </span>`;
}

customElements.define('recipient-list', RecipientList);
