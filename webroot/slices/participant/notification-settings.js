import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import './texts.js';

const EVENTS = ['NEW_MESSAGE', 'NEW_GOAL', 'NEW_COMMENT', 'NEW_EVENT', 'NEW_PARTICIPANT'];
const ADDRESS = { sms: 'mobile', email: 'email' };

/** Settings for notices in a plan (NOTIF-1). Each change is saved at once. */
class NotificationSettings extends SamklangElement {
  static properties = {
    path: { attribute: false },
    chosen: { attribute: false },
    person: { attribute: false },
    own: { type: Boolean },
    problem: { state: true },
  };

  constructor() {
    super();
    this.path = '';
    this.chosen = { events: {} };
    this.person = {};
    this.own = false;
    this.problem = '';
  }

  async #choose(event, channel, on, box) {
    const before = this.chosen.events[event];
    const after = { ...before, [channel]: on };
    this.#show(event, after);
    try {
      this.problem = '';
      await api.put(`${this.path}/notifications`, { events: { [event]: { [channel]: on } } });
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
      <h2 class="visually-hidden" id="notifications-heading">${t('notifications.heading')}</h2>
      <p>${t(this.own ? 'notifications.leadMine' : 'notifications.leadOther')}</p>
      <p class="muted">${t('notifications.content')}</p>
      ${formError(this.problem)} ${this.#missing('sms')} ${this.#missing('email')}
      <div class="choices">${EVENTS.map((event) => this.#row(event))}</div>
    </section>`;
  }

  #missing(channel) {
    return this.person[ADDRESS[channel]] ? '' : html`<p class="muted" id="no-${channel}">${t(`notifications.missing.${channel}`)}</p>`;
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
        class="choice" type="checkbox" .checked=${on} ?disabled=${!reached && !on}
        aria-describedby=${reached ? '' : `no-${channel}`}
        @change=${(changed) => this.#choose(event, channel, changed.target.checked, changed.target)}
      >
      <span>${t(`notifications.channel.${channel}`)}</span>
    </label>`;
  }
}

customElements.define('notification-settings', NotificationSettings);
