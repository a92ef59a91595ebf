import { html } from 'lit';
import { SamklangElement } from '../core/element.js';
import { focusNearest } from '../core/focus.js';

/**
 * A modal dialog, opened when it is connected. The native `<dialog>` keeps the focus inside and handles Escape. When it is
 * closed, the focus returns to what opened it, or to the nearest heading when that is gone.
 * Listeners in `content` must be arrow functions, since `this` is the dialog in other functions.
 * Event: `cancelled`, by Escape, and by a press beside the dialog when it is `dismissable`.
 */
class ModalDialog extends SamklangElement {
  static properties = {
    heading: { attribute: false },
    content: { attribute: false },
    wide: { type: Boolean },
    dismissable: { type: Boolean },
  };

  #opener = null;
  #around = [];

  constructor() {
    super();
    this.heading = '';
    this.content = null;
    this.wide = false;
    this.dismissable = false;
  }

  firstUpdated() {
    this.#opener = document.activeElement;
    for (let place = this.parentElement; place; place = place.parentElement) this.#around.push(place);
    this.querySelector('dialog').showModal();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.querySelector('dialog')?.close();
    void this.#returnFocus();
  }

  // Unless the page has moved it elsewhere, when it has rendered without the dialog.
  async #returnFocus() {
    await new Promise((resolve) => void requestAnimationFrame(resolve));
    if (document.activeElement && document.activeElement !== document.body) return;
    if (this.#opener?.isConnected && this.#opener !== document.body) this.#opener.focus();
    if (document.activeElement === document.body) focusNearest(this.#around);
  }

  #cancelled(event) {
    event.preventDefault();
    this.emit('cancelled');
  }

  // A key that is held down since before the dialog opened must not answer it.
  #keyDown(event) {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
  }

  #pointerDown(event) {
    if (!this.dismissable || event.target.tagName !== 'DIALOG') return;
    const { left, right, top, bottom } = event.target.getBoundingClientRect();
    const inside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    if (!inside) this.#cancelled(event);
  }

  render() {
    return html`<dialog class="dialog ${this.wide ? 'dialog-wide' : ''}" aria-labelledby="dialog-heading" @cancel=${this.#cancelled}
      @keydown=${this.#keyDown} @pointerdown=${this.#pointerDown}>
      <h2 id="dialog-heading">${this.heading}</h2>
      ${this.content}
    </dialog>`;
  }
}

customElements.define('modal-dialog', ModalDialog);
