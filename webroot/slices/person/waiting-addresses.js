import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { formatMoment, formatPhone } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { formError } from '../../forms/field.js';
import { withConfirmation } from './own-confirmation.js';
import './texts.js';

/**
 * Changes of the user's e-mail and mobile that another has asked for, which wait a day: stopped, or confirmed to count at once
 * (PERSON-15). Nothing is shown when none waits. Event: `changed` when an address has changed.
 */
class WaitingAddresses extends SamklangElement {
  static properties = { items: { state: true } };

  #action = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').OwnWaitingAddresses['items']} */
    this.items = [];
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  /** What can't be loaded isn't worth a message: the notice has the link. */
  async #load() {
    this.items = (await api.get('/me/waiting-addresses').catch(() => ({ items: [] }))).items;
  }

  async #stop() {
    await this.#act(() => api.delete('/me/waiting-addresses'), t('waiting.stopped'));
  }

  async #confirm() {
    await this.#act(() => withConfirmation(() => api.post('/me/waiting-addresses/confirm')), t('waiting.confirmed'));
  }

  async #act(send, text) {
    const done = await this.#action.run(send);
    if (!done) return;
    notify(text);
    this.items = [];
    this.emit('changed');
    await focusAfter(document.body, 'h1');
  }

  render() {
    if (!this.items.length) return nothing;
    return html`<section class="panel" aria-labelledby="waiting-heading">
      <h2 id="waiting-heading">${t('waiting.heading')}</h2>
      <ul>${this.items.map((one) => html`<li>${this.#text(one)}</li>`)}</ul>
      <p>${t('waiting.choice')}</p>
      ${formError(this.#action.problem)}
      <p class="actions">
        <button type="button" class="button button-danger" ?disabled=${this.#action.busy} @click=${() => void this.#stop()}>
          ${t('waiting.stop')}</button>
        <button type="button" class="button button-quiet" ?disabled=${this.#action.busy} @click=${() => void this.#confirm()}>
          ${t('waiting.confirm')}</button>
      </p>
    </section>`;
  }

  #text({ channel, address = '', takesCodes, askedBy, effectiveAt }) {
    const shown = channel === 'SMS' && address ? formatPhone(address) : address;
    const kind = shown ? 'to' : 'gone';
    return t(`waiting.${takesCodes ? 'codes' : kind}.${channel}`, { by: askedBy, address: shown, when: formatMoment(effectiveAt) });
  }
}

customElements.define('waiting-addresses', WaitingAddresses);
