import { html, nothing } from 'lit';
import { SamklangElement } from '../core/element.js';
import { DismissController } from './dismiss-controller.js';
import { icon } from './icon.js';

/**
 * A button that opens a list of links and buttons below it. A choice in the list closes it.
 * Functions in `content` must be arrow functions, since `this` is the menu in other functions. Event: `menu-opened`.
 */
class MenuButton extends SamklangElement {
  static properties = {
    label: { attribute: false },
    name: { attribute: false },
    content: { attribute: false },
    open: { state: true },
  };

  constructor() {
    super();
    /** @type {unknown} what stands on the button */
    this.label = '';
    /** What the button is called when the label doesn't say it. */
    this.name = '';
    /** @type {() => unknown} */
    this.content = () => nothing;
    this.open = false;
    new DismissController(this, { isOpen: () => this.open, close: () => (this.open = false) });
  }

  #toggle() {
    this.open = !this.open;
    if (this.open) this.emit('menu-opened');
  }

  #chosen(event) {
    if (event.target.closest('a, button')) this.open = false;
  }

  render() {
    const { id } = this;
    return html`
      <button type="button" class="tool" aria-expanded=${this.open} aria-controls="${id}-list" aria-label=${this.name || nothing}
        @click=${this.#toggle}>${this.label} ${icon('chevron-down')}</button>
      <div class="menu" id="${id}-list" ?hidden=${!this.open} @click=${this.#chosen}>${this.open ? this.content() : nothing}</div>
    `;
  }
}

customElements.define('menu-button', MenuButton);
