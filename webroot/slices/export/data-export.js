import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api, newIdempotencyKey } from '../../core/api.js';
import { download } from '../../core/download.js';
import { SamklangElement } from '../../core/element.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { explain } from '../../core/problem.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const LOOK_AGAIN_MS = 2_000;
const UNDERWAY = ['WAITING', 'RUNNING'];
const BYTES_OF_KB = 1_000;

/** Asks for a download of data, shows how far it is, and fetches it once (LAW-2). Without a plan it is the user's own data. */
class DataExport extends SamklangElement {
  static properties = { planId: { attribute: false }, items: { state: true }, problem: { state: true }, said: { state: true } };

  #ordering = new ActionController(this);
  #fetching = new ActionController(this);
  #key = newIdempotencyKey();
  #timer;

  constructor() {
    super();
    /** @type {string|null} */
    this.planId = null;
    /** @type {import('contract').DataExport[]|null} */
    this.items = null;
    this.problem = '';
    this.said = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #load(background = false) {
    clearTimeout(this.#timer);
    try {
      const { items } = await api.get('/me/exports', { background });
      const wasUnderway = this.#isUnderway();
      this.items = items.filter(({ planId }) => (planId ?? null) === this.planId);
      this.problem = '';
      if (wasUnderway && this.items[0]?.state === 'READY') this.said = t('export.nowReady');
    } catch (problem) {
      this.problem = explain(problem);
    }
    if (this.isConnected && this.#isUnderway()) this.#timer = setTimeout(() => void this.#load(true), LOOK_AGAIN_MS);
  }

  #isUnderway() {
    return this.items?.some(({ state }) => UNDERWAY.includes(state)) ?? false;
  }

  async #order() {
    this.said = '';
    const path = this.planId ? `/plans/${this.planId}/export` : '/me/export';
    const done = await this.#ordering.run(() => api.post(path, undefined, { idempotencyKey: this.#key }));
    if (!done) return;
    this.#key = newIdempotencyKey();
    this.said = t('export.asked');
    await this.#load();
  }

  async #fetch({ url }) {
    const done = await this.#fetching.run(() => download(url, t(this.planId ? 'export.planFile' : 'export.ownFile')));
    await this.#load();
    if (done) this.said = t('export.fetched');
  }

  render() {
    if (!this.items && !this.problem) return nothing;
    return html`${formError(this.problem || this.#ordering.problem || this.#fetching.problem)}
      <div role="status">${this.said ? html`<p>${icon('check-circle')} ${this.said}</p>` : nothing}</div>
      ${this.items?.length ? html`<ul class="list-plain rows">${this.items.map((one) => this.#row(one))}</ul>` : nothing}
      ${this.#isUnderway() ? nothing : this.#orderButton()}`;
  }

  #orderButton() {
    const { busy } = this.#ordering;
    const isReady = this.items?.some(({ state }) => state === 'READY');
    return html`<p class="actions"><button type="button" class="button ${isReady ? 'button-quiet' : 'button-primary'}"
      aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing} @click=${() => !busy && void this.#order()}>
      ${t(this.items?.length ? 'export.orderAgain' : 'export.order')}</button></p>`;
  }

  /** @param {import('contract').DataExport} one */
  #row(one) {
    const asked = formatMoment(one.askedAt);
    return html`<li>
      <div>
        <p><strong>${t(`export.state.${one.state}`)}</strong></p>
        <p class="muted">${t('export.askedAt', { when: asked })}${one.state === 'READY'
          ? html` ${t('export.until', { when: formatMoment(one.expiresAt), size: sizeText(one.size) })}` : nothing}</p>
        ${UNDERWAY.includes(one.state) ? html`<progress class="progress" max="100" .value=${one.progress}
          aria-label=${t('export.progress')}></progress>` : nothing}
      </div>
      ${one.state === 'READY' ? this.#fetchButton(one) : nothing}
    </li>`;
  }

  #fetchButton(one) {
    const { busy } = this.#fetching;
    return html`<button type="button" class="button button-primary" aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing}
      @click=${() => !busy && void this.#fetch(one)}>${icon('download')} ${t(busy ? 'export.fetching' : 'export.fetch')}</button>`;
  }
}

function sizeText(bytes) {
  const kilobytes = Math.max(1, Math.round(bytes / BYTES_OF_KB));
  return kilobytes < BYTES_OF_KB ? `${kilobytes} kB` : `${Math.round(kilobytes / BYTES_OF_KB)} MB`;
}

customElements.define('data-export', DataExport);
