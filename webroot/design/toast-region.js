import { html, nothing } from 'lit';
import { SamklangElement } from '../core/element.js';
import { EventController } from '../core/event-controller.js';
import { toasts } from '../core/notify.js';
import { session } from '../core/session.js';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

const TOAST_DURATION_MS = 7_000;

/**
 * Shows the latest toast. The live region is always rendered, so that screen readers announce its content. Its action is next
 * in the focus order after the page's content, and Ctrl+Z outside of fields runs it.
 */
class ToastRegion extends SamklangElement {
  static properties = { toast: { state: true } };

  #timer = null;

  constructor() {
    super();
    this.toast = null;
    // what it says, and its action, are those of the person who was logged in
    new EventController(this, session, { ended: () => this.#close() });
    new EventController(this, toasts, { toast: (event) => this.#show(event.detail) });
    new EventController(this, window, { keydown: (event) => this.#keyDown(event) });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #show(toast) {
    clearTimeout(this.#timer);
    this.toast = toast;
    // A toast with an action stays until it is closed (WCAG 2.2.1).
    if (!toast.action) this.#timer = setTimeout(() => this.#close(), TOAST_DURATION_MS);
  }

  #close() {
    this.toast = null;
  }

  #keyDown(event) {
    const isUndo = event.key?.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || !this.toast?.action || event.target.matches?.('input, textarea, select')) return;
    event.preventDefault();
    this.#runAction();
  }

  #runAction() {
    const { action } = this.toast;
    this.#close();
    action.run();
  }

  render() {
    return html`<div class="toast-region" role="status">${this.toast ? this.#toast(this.toast) : nothing}</div>`;
  }

  #toast({ text, kind, action }) {
    return html`<div class="toast-message toast-${kind}">
      ${icon(kind === 'done' ? 'check-circle-fill' : 'exclamation-triangle-fill')} <span class="toast-text">${text}</span>
      ${action ? html`<button type="button" class="button button-link" aria-keyshortcuts="Control+Z" title="Ctrl+Z"
        @click=${this.#runAction}>${action.label}</button>` : nothing}
      <button type="button" class="icon-button" aria-label=${t('app.close')} @click=${this.#close}>${icon('x-lg')}</button>
    </div>`;
  }
}

customElements.define('toast-region', ToastRegion);
