import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { download } from '../../core/download.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** A print that has been ordered (PRINT-1): its password, and how to fetch it, once. Event: `again`. */
class OrderedPrint extends SamklangElement {
  static properties = { ordered: { attribute: false }, fetched: { state: true }, expired: { state: true },
    percent: { state: true } };

  #action = new ActionController(this);
  #timer;

  constructor() {
    super();
    /** @type {import('contract').OrderedPrint|null} */
    this.ordered = null;
    this.fetched = false;
    this.expired = false;
    /** @type {number|null} of a print that takes its time */
    this.percent = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setTimeout(() => (this.expired = !this.fetched && !this.#action.busy), this.ordered.expiresInSeconds * 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #fetch() {
    const onProgress = ({ progress }) => (this.percent = progress);
    const done = await this.#action.run(() => download(this.ordered.url, t('print.fileName'), { onProgress }));
    this.percent = null;
    if (done) this.fetched = true;
    else this.expired = this.#action.failure?.status === 404;
  }

  async #copy() {
    await navigator.clipboard.writeText(this.ordered.password);
    notify(t('print.copied'));
  }

  render() {
    const { busy, problem } = this.#action;
    const isOver = this.fetched || this.expired;
    return html`<section class="panel" aria-labelledby="print-ready">
      <h2 id="print-ready" tabindex="-1">${icon('shield-lock')} ${t('print.ready')}</h2>
      <p>${t('print.protected')}</p>
      ${formError(problem)}
      <p class="opened-password"><span id="print-password">${t('print.password')}</span>
        <output aria-labelledby="print-password" translate="no">${this.ordered.password}</output>
        ${navigator.clipboard ? html`<button type="button" class="button button-quiet" @click=${this.#copy}>${icon('copy')}
          ${t('print.copy')}</button>` : nothing}</p>
      ${busy ? this.#progress() : nothing}
      <div role="status">${this.fetched ? html`<p>${icon('check-circle')} ${t('print.fetched')}</p>` : nothing}
        ${this.expired && !this.fetched ? html`<p>${t('print.expired')}</p>` : nothing}</div>
      <p class="actions">${isOver
        ? html`<button type="button" class="button button-quiet" @click=${() => this.emit('again')}>${t('print.again')}</button>`
        : html`<button type="button" class="button button-primary" aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing}
            @click=${() => !busy && this.#fetch()}>${icon('file-earmark-pdf')} ${t(busy ? 'print.fetching' : 'print.fetch')}</button>`}</p>
    </section>`;
  }

  #progress() {
    if (this.percent === null) return html`<progress class="progress" aria-label=${t('print.progress')}></progress>`;
    return html`<p>${t('print.large', { percent: this.percent })}</p>
      <progress class="progress" max="100" .value=${this.percent} aria-label=${t('print.progress')}></progress>`;
  }
}

customElements.define('ordered-print', OrderedPrint);
