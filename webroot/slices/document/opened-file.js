import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { download } from '../../core/download.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { formError } from '../../forms/field.js';
import './texts.js';

/**
 * Opens a stored file (DOC-2): what one should know, the password, which is new each time, and the copy that it protects, which can
 * be fetched once. `path` is that of the file in the API.
 */
class OpenedFile extends SamklangElement {
  static properties = {
    path: { attribute: false },
    name: { attribute: false },
    opened: { state: true },
    fetched: { state: true },
    expired: { state: true },
  };

  #action = new ActionController(this);
  #timer;

  constructor() {
    super();
    this.path = '';
    this.name = '';
    /** @type {import('contract').OpenedFile|null} */
    this.opened = null;
    /** Whether the copy has been fetched: its password stays, its address doesn't. */
    this.fetched = false;
    this.expired = false;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.opened) void this.#open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #open() {
    await this.#action.run(async () => {
      this.opened = await api.post(`${this.path}/open`);
      Object.assign(this, { fetched: false, expired: false });
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => (this.expired = !this.fetched), this.opened.expiresInSeconds * 1000);
    });
  }

  async #fetch() {
    const done = await this.#action.run(() => download(this.opened.url, this.name));
    if (done) {
      this.fetched = true;
      notify(t('opened.fetched'));
    } else this.expired = this.#action.failure?.status === 404;
  }

  async #copy() {
    await navigator.clipboard.writeText(this.opened.password);
    notify(t('opened.copied'));
  }

  render() {
    return html`<section class="panel opened-file" aria-labelledby="opened-heading">
      <h2 id="opened-heading">${icon('shield-lock')} ${t('opened.heading')}</h2>
      <ul>
        <li>${t('opened.protected')}</li>
        <li>${t('opened.onlyYou')}</li>
        <li>${t('opened.deleteLater')}</li>
      </ul>
      ${formError(this.#action.problem)}
      ${this.opened ? this.#steps() : nothing}
    </section>`;
  }

  #steps() {
    const { busy } = this.#action;
    const isOver = this.fetched || this.expired;
    return html`<p class="opened-password"><span id="password-label">${t('opened.password')}</span>
        <output aria-labelledby="password-label" translate="no">${this.opened.password}</output>
        ${navigator.clipboard ? html`<button type="button" class="button button-quiet" @click=${this.#copy}>${icon('copy')}
          ${t('opened.copy')}</button>` : nothing}</p>
      <div role="status">${this.fetched ? html`<p>${icon('check-circle')} ${t('opened.fetchedMore')}</p>` : nothing}
        ${this.expired && !this.fetched ? html`<p>${t('opened.expired')}</p>` : nothing}</div>
      <p class="actions">${isOver
        ? html`<button type="button" class="button button-quiet" aria-busy=${busy} @click=${this.#open}>${t('opened.again')}</button>`
        : html`<button type="button" class="button button-primary" aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing}
            @click=${() => !busy && this.#fetch()}>${icon('file-earmark-pdf')}
            ${t(busy ? 'opened.fetching' : 'opened.fetch')}</button>`}</p>`;
  }
}

customElements.define('opened-file', OpenedFile);
