import { html } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError } from './field.js';

const EVENTS = ['NEW_MESSAGE', 'NEW_GOAL', 'NEW_COMMENT', 'NEW_EVENT', 'NEW_PARTICIPANT'];
const ADDRESS = { sms: 'mobile', email: 'email' };

/** What one is told of in this plan, and how (NOTIF-1). Each choice is kept as it is made. */
class NotificationChoices extends SamklangElement {
  static properties = {
    path: { attribute: false },
    chosen: { attribute: false },
    person: { attribute: false },
    mine: { type: Boolean },
    problem: { state: true },
  };

  constructor() {
    super();
    this.path = '';
    this.chosen = { events: {} };
    this.person = {};
    this.mine = false;
    this.problem = '';
  }

  async #choose(event, channel, on, box) {
    const before = this.chosen.events[event];
    const after = { ...before, [channel]: on };
    this.#show(event, after);
    try {
      this.problem = '';
      await api.put(`${this.path}/notifications`, { events: { [event]: after } });
      notify(t('notifications.saved'));
    } catch (problem) {
      this.#show(event, before);
      box.checked = before[channel];
      this.problem = explain(problem);
    }
  }

  #show(event, channels) {
    this.chosen = { events: { ...this.chosen.events, [event]: channels } };
  }

  render() {
    return html`<section class="panel" aria-labelledby="notifications-heading">
      <h2 id="notifications-heading">${t('notifications.heading')}</h2>
      <p>${t(this.mine ? 'notifications.leadMine' : 'notifications.leadOther')}</p>
      <p class="quiet">${t('notifications.content')}</p>
      ${formError(this.problem)} ${this.#missing('sms')} ${this.#missing('email')}
      <div class="choices">${EVENTS.map((event) => this.#row(event))}</div>
    </section>`;
  }

  #missing(channel) {
    return this.person[ADDRESS[channel]] ? '' : html`<p class="quiet" id="no-${channel}">${t(`notifications.missing.${channel}`)}</p>`;
  }

  #row(event) {
    return html`<fieldset class="choice-row">
      <legend>${t(`notifications.event.${event}`)}</legend>
      <div class="choice-boxes">${this.#box(event, 'sms')} ${this.#box(event, 'email')}</div>
    </fieldset>`;
  }

  #box(event, channel) {
    const on = this.chosen.events[event]?.[channel] ?? false;
    const reached = Boolean(this.person[ADDRESS[channel]]);
    return html`<label class="check">
      <input
        class="form-check-input" type="checkbox" .checked=${on} ?disabled=${!reached && !on}
        aria-describedby=${reached ? '' : `no-${channel}`} @change=${(changed) => this.#choose(event, channel, changed.target.checked, changed.target)}
      >
      <span>${t(`notifications.channel.${channel}`)}</span>
    </label>`;
  }
}

customElements.define('notification-choices', NotificationChoices);
