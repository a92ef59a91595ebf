/**
 * Closes what is open over the page (a menu) by Escape, by a press outside of the host, and when the focus leaves it.
 * Escape, and a press on nothing, give the focus back to the button that opened it.
 */
export class DismissController {
  #host;
  #isOpen;
  #close;

  /**
   * @param {import('lit').ReactiveControllerHost & HTMLElement} host holds the button and what it opens
   * @param {{isOpen: () => boolean, close: () => void}} menu
   */
  constructor(host, { isOpen, close }) {
    this.#host = host;
    this.#isOpen = isOpen;
    this.#close = close;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('click', this.#onClick);
    document.addEventListener('keydown', this.#onKey);
    this.#host.addEventListener('focusout', this.#onFocusOut);
  }

  hostDisconnected() {
    document.removeEventListener('click', this.#onClick);
    document.removeEventListener('keydown', this.#onKey);
    this.#host.removeEventListener('focusout', this.#onFocusOut);
  }

  #onClick = (event) => {
    if (!this.#isOpen() || event.composedPath().includes(this.#host)) return;
    this.#close();
    if (isNothing(document.activeElement)) this.#focusButton();
  };

  #onKey = (event) => {
    if (event.key !== 'Escape' || !this.#isOpen()) return;
    event.preventDefault();
    this.#close();
    this.#focusButton();
  };

  // Without a next element the window has lost the focus, or a press has hit nothing: #onClick sees to that.
  #onFocusOut = ({ relatedTarget }) => {
    if (this.#isOpen() && !isNothing(relatedTarget) && !this.#host.contains(relatedTarget)) this.#close();
  };

  #focusButton() {
    /** @type {HTMLElement|null} */ (this.#host.querySelector('[aria-expanded]'))?.focus();
  }
}

/**
 * The page itself can hold the focus, but isn't reached by Tab.
 *
 * @param {EventTarget|null} element
 */
function isNothing(element) {
  return !(element instanceof HTMLElement) || element.tabIndex < 0;
}
