import { LitElement } from 'lit';

/** @typedef {{hasUnsaved: boolean, isAtRisk: boolean, keep: () => Promise<void>}} Keeper a saver, or an element that has one */

/** Every element of ours: in light DOM, so that Bootstrap and the tokens apply. */
export class SamklangElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** @returns {Keeper|null|undefined} what keeps that which is written here, where something is */
  get keeper() {
    return null;
  }

  /** @returns {boolean} whether something the person wrote isn't on the server yet */
  get hasUnsaved() {
    return this.keeper?.hasUnsaved ?? false;
  }

  /** @returns {boolean} whether what is written can't save itself if the window is closed now */
  get isAtRisk() {
    return this.keeper?.isAtRisk ?? false;
  }

  /** Brings what is written to the server, before leaving. @returns {Promise<void>} */
  async keep() {
    await this.keeper?.keep();
  }

  /** Tells whoever holds this element. @param {string} name @param {unknown} [detail] */
  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * A page: gets `params` and `query` from the address, shows one `h1`.
 * The application moves the focus to the `h1` as soon as there is one.
 */
export class Page extends SamklangElement {
  static properties = {
    params: { attribute: false },
    query: { attribute: false },
  };

  constructor() {
    super();
    this.params = {};
    this.query = new URLSearchParams();
  }

  updated() {
    this.emit('page-updated');
  }

  /** @returns {string} what is being written and is lost with the access to the plan, to be copied from the page that says so */
  get losable() {
    return '';
  }
}
