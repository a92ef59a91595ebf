import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { formError } from '../../forms/field.js';
import { deviceName } from './device.js';
import './texts.js';

/** The devices that the user is known on, each with a button to forget it (LOGIN-2). */
class KnownDevices extends SamklangElement {
  static properties = { items: { state: true }, problem: { state: true } };

  #forgetting = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').KnownDevices['items']|null} */
    this.items = null;
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      this.items = (await api.get('/me/devices')).items;
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  async #forget({ id }) {
    const done = await this.#forgetting.run(async () => {
      try {
        await api.delete(`/me/devices/${id}`);
      } catch (problem) {
        if (problem.status !== 404) throw problem;
      }
    });
    if (!done) return;
    notify(t('devices.forgotten'));
    await this.#load();
    await focusAfter(this, 'h2');
  }

  render() {
    if (!this.items && !this.problem) return nothing;
    return html`<section class="panel" aria-labelledby="devices-heading">
      <h2 id="devices-heading" tabindex="-1">${t('devices.heading')}</h2>
      <p>${t('devices.lead')}</p>
      ${formError(this.problem || this.#forgetting.problem)}
      ${this.items?.length ? html`<ul class="list-plain rows">${this.items.map((one) => this.#device(one))}</ul>`
        : html`<p class="muted">${t('devices.none')}</p>`}
    </section>`;
  }

  #device(one) {
    const name = deviceName(one.userAgent);
    return html`<li>
      <div>
        <p><strong>${name}</strong> ${one.current ? html`<span class="tag">${t('profile.thisOne')}</span>` : nothing}</p>
        <p class="muted">${t('devices.times', { first: formatMoment(one.createdAt), last: formatMoment(one.lastLoginAt) })}</p>
      </div>
      <button type="button" class="button button-quiet" ?disabled=${this.#forgetting.busy}
        aria-label=${t('devices.forgetOne', { device: name, last: formatMoment(one.lastLoginAt) })}
        @click=${() => void this.#forget(one)}>${t('devices.forget')}</button>
    </li>`;
  }
}

customElements.define('known-devices', KnownDevices);
