import { api } from './api.js';
import { Saver } from './saver.js';

/** What is being written in a form, kept on the server until the form is saved or thrown away (LOGIN-7). */
export class FormDraft {
  saver;
  #path;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {string} key names the form, by ids only
   */
  constructor(host, key) {
    this.#path = `/me/drafts/${key}`;
    this.saver = new Saver(host, (content, options) => api.put(this.#path, { content }, options));
  }

  /** @returns {Promise<any|null>} what was kept, or null */
  async kept() {
    try {
      return (await api.get(this.#path, { background: true })).content;
    } catch {
      return null;
    }
  }

  /** The form has been saved, or thrown away. */
  async drop() {
    await this.saver.stop();
    this.saver.resume();
    // A kept draft too many does no harm: it is offered, not used.
    await api.delete(this.#path).catch(() => undefined);
  }
}
