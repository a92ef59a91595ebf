import { html } from 'lit';
import { SamklangElement } from '../app/element.js';

/**
 * A modal question. It opens as it comes on the page; the browser's own dialog holds the focus and the Escape key.
 * Listeners in `content` must be arrow functions: `this` would be the dialog in others.
 * Event: `cancelled`, by Escape.
 */
class ModalDialog extends SamklangElement {
  static properties = {
    heading: { attribute: false },
    content: { attribute: false },
    wide: { type: Boolean },
  };

  constructor() {
    super();
    this.heading = '';
    this.content = null;
    this.wide = false;
  }

  firstUpdated() {
    this.querySelector('dialog').showModal();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.querySelector('dialog')?.close();
  }

  #cancelled(event) {
    event.preventDefault();
    this.emit('cancelled');
  }

  render() {
    return html`<dialog class="dialog ${this.wide ? 'dialog-wide' : ''}" aria-labelledby="dialog-heading" @cancel=${this.#cancelled}>
      <h2 id="dialog-heading">${this.heading}</h2>
      ${this.content}
    </dialog>`;
  }
}

customElements.define('modal-dialog', ModalDialog);
