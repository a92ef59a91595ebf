import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { Listen } from '../app/listen.js';
import { notices } from '../app/notify.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

const SHOWN_FOR = 7_000;

/** Shows the latest confirmation. The region stands on the page from the start, so that it is spoken. */
class StatusNotices extends SamklangElement {
  static properties = { notice: { state: true } };

  #timer = null;

  constructor() {
    super();
    this.notice = null;
    new Listen(this, notices, { notice: (event) => this.#show(event.detail) });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #show(notice) {
    clearTimeout(this.#timer);
    this.notice = notice;
    // What can be undone stays until it is closed: nobody should have to hurry.
    if (!notice.action) this.#timer = setTimeout(() => this.#close(), SHOWN_FOR);
  }

  #close() {
    this.notice = null;
  }

  #act() {
    const { action } = this.notice;
    this.#close();
    action.run();
  }

  render() {
    return html`<div class="notices" role="status">${this.notice ? this.#notice(this.notice) : nothing}</div>`;
  }

  #notice({ text, kind, action }) {
    return html`<div class="notice notice-${kind}">
      ${icon(kind === 'done' ? 'check-circle-fill' : 'exclamation-triangle-fill')} <span class="notice-text">${text}</span>
      ${action ? html`<button type="button" class="btn btn-link" @click=${this.#act}>${action.label}</button>` : nothing}
      <button type="button" class="icon-button" aria-label=${t('frame.close')} @click=${this.#close}>${icon('x-lg')}</button>
    </div>`;
  }
}

customElements.define('status-notices', StatusNotices);
