import { LitElement } from 'lit';

/**
 * A controller that saves in the background, or an element that has one.
 * @typedef {{hasUnsavedChanges: boolean, blocksUnload: boolean, flush: () => Promise<void>}} Autosave
 */

/** Base class of all elements. Renders into the light DOM, so that the global styles apply. */
export class SamklangElement extends LitElement {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {};

  createRenderRoot() {
    return this;
  }

  /** @returns {Autosave|null|undefined} what saves the element's content in the background, if anything does */
  get autosave() {
    return null;
  }

  /** @returns {boolean} whether there are changes that the server doesn't have */
  get hasUnsavedChanges() {
    return this.autosave?.hasUnsavedChanges ?? false;
  }

  /** @returns {boolean} whether closing the window would lose changes */
  get blocksUnload() {
    return this.autosave?.blocksUnload ?? false;
  }

  /**
   * Saves pending changes now.
   *
   * @returns {Promise<void>}
   */
  async flush() {
    await this.autosave?.flush();
  }

  /**
   * @param {string} tag of one of the application's elements
   * @returns {SamklangElement|null} its first descendant with that tag
   */
  child(tag) {
    return /** @type {SamklangElement|null} */ (this.querySelector(tag));
  }

  /**
   * Dispatches a bubbling event.
   *
   * @param {string} name
   * @param {unknown} [detail]
   */
  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * Base class of pages: gets `params` and `query` from the address, renders one `h1`.
 * The application moves the focus to the `h1` when it is rendered.
 */
export class Page extends SamklangElement {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    params: { attribute: false },
    query: { attribute: false },
  };

  constructor() {
    super();
    /** @type {Record<string, string>} */
    this.params = {};
    this.query = new URLSearchParams();
  }

  // What a page shows may have changed while a problem was shown instead of it.
  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  updated() {
    this.emit('page-updated');
  }

  /**
   * Asked when the address has changed to another one of the same kind of page.
   *
   * @param {Record<string, string>} params of the new address
   * @returns {boolean} whether this element shows it too, by its `params` and `query`; otherwise a new one is made
   */
  canShow(params) {
    return params === this.params;
  }

  /** @returns {boolean} whether the page puts the focus itself, instead of on its heading */
  get ownsFocus() {
    return false;
  }

  /** @returns {string|null} the key of the page's title, when its address says more than its route does */
  get titleKey() {
    return null;
  }

  /** @returns {string} unsaved text that would be lost with the access to the plan; the error page shows it for copying */
  get unsavedText() {
    return '';
  }
}
