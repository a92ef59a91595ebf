import { AutosaveController } from './autosave-controller.js';

/** @typedef {import('./server-draft.js').DraftContent} DraftContent */

/** The draft of a form: loaded once, saved in the background, never saved over one that couldn't be loaded. */
export class AutosavedDraft {
  /** @type {import('../core/problem.js').Problem|null} why it isn't known whether a draft is stored */
  problem = null;
  #autosave;
  #store;
  #callbacks;
  #discarding = null;
  /** while the form is being sent, the server may not have what was typed last */
  #suspended = false;
  /** @type {DraftContent|null} changes that can't be saved before the user has chosen between versions, or the draft is loaded */
  #waiting = null;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {import('./server-draft.js').DraftStore} store
   * @param {{overtaken: (current: any) => void, refused: (problem: import('../core/problem.js').Problem) => void}} callbacks
   *     `overtaken` when the draft was saved elsewhere meanwhile
   */
  constructor(host, store, callbacks) {
    this.#store = store;
    this.#callbacks = callbacks;
    this.#autosave = new AutosaveController(host, (content, options) => this.#save(content, options),
      (content) => this.#saveBeside(content));
  }

  get state() {
    return this.#autosave.state;
  }

  get savedAt() {
    return this.#autosave.savedAt;
  }

  /** @returns {boolean} whether there are changes that the server doesn't have */
  get hasUnsavedChanges() {
    return this.#autosave.hasUnsavedChanges || this.#waiting !== null || this.#suspended;
  }

  /** @returns {boolean} whether closing the window would lose changes */
  get blocksUnload() {
    return this.#autosave.blocksUnload || this.#waiting !== null;
  }

  /** Saves pending changes now. */
  async flush() {
    await this.#autosave.flush();
  }

  /** @returns {Promise<DraftContent|null>} null also when it can't be told: then `problem` is set */
  async load() {
    try {
      const stored = await this.#store.load?.();
      this.problem = null;
      return stored ?? null;
    } catch (problem) {
      this.problem = problem;
      await this.#autosave.suspend();
      return null;
    }
  }

  /** @param {DraftContent} content to be saved after the debounce time */
  schedule(content) {
    if (this.problem) this.#waiting = content;
    this.#autosave.schedule(content);
  }

  /** Saves nothing until `resume`; resolves when a running save is done. */
  async suspend() {
    this.#suspended = true;
    await this.#autosave.suspend();
  }

  /** Goes on saving, unless it isn't known what would be overwritten. */
  resume() {
    this.#suspended = false;
    if (this.problem) return;
    this.#waiting = null;
    this.#autosave.resume();
  }

  /** The form was saved, or took the server's version: the draft is deleted, unless it is what was saved. */
  async finish() {
    if (this.#store.adopt) this.#reset();
    else await this.discard();
  }

  /**
   * Deletes the draft, and drops changes that aren't saved. Calls made meanwhile get the same answer.
   *
   * @returns {Promise<void>} rejects when it couldn't be deleted; then it goes on being saved
   */
  discard() {
    this.#discarding ??= this.#discard().finally(() => (this.#discarding = null));
    return this.#discarding;
  }

  async #discard() {
    await this.#autosave.suspend();
    try {
      // One that couldn't be loaded may hold something that nobody has seen: it stays.
      if (!this.problem) await this.#store.discard();
    } catch (problem) {
      this.resume();
      throw problem;
    }
    this.#reset();
    if (this.problem) await this.#autosave.suspend();
  }

  #reset() {
    this.#suspended = false;
    this.#waiting = null;
    this.#autosave.reset();
  }

  /**
   * Stores a discarded draft again.
   *
   * @param {DraftContent} content
   * @returns {Promise<any>} what the store answers
   */
  restore(content) {
    return this.#store.restore ? this.#store.restore(content) : this.#store.save(content, { keepalive: false });
  }

  /** @param {any} current the version of the draft that the server has */
  adopt(current) {
    this.#store.adopt?.(current);
  }

  /** Keeps changes that wait for a choice between versions beside the server's version, when the page is left. */
  leave() {
    if (this.#waiting && !this.problem) void this.#store.saveCopy?.(this.#waiting).catch(() => undefined);
  }

  // A version that the server is just replacing can't be replaced again: a store with versions keeps a copy. A draft that nobody
  // has seen, and one that the user hasn't chosen about, aren't overwritten; what is being sent isn't a draft any more.
  async #saveBeside(content) {
    if (this.problem || (this.#waiting && !this.#store.saveCopy) || (this.#suspended && this.#store.adopt)) return;
    if (this.#store.saveCopy) await this.#store.saveCopy(content, { keepalive: true });
    else await this.#store.save(content, { keepalive: true });
  }

  async #save(content, options) {
    try {
      await this.#store.save(content, options);
    } catch (problem) {
      if (problem.code === 'version.stale' && problem.current) {
        this.#waiting = content;
        void this.#autosave.suspend();
        this.#callbacks.overtaken(problem.current);
      } else if (isRefused(problem)) this.#callbacks.refused(problem);
      throw problem;
    }
  }
}

// another person's session isn't the text's fault: a dialog says so, and it is saved when the session is back
function isRefused({ status, code }) {
  return code !== 'session.other' && [400, 409, 413, 422].includes(status);
}
