import { session } from '../core/session.js';
import { connection } from '../core/connection.js';

const DEBOUNCE_MS = 1_000;
const RETRY_DELAY_MS = 5_000;

/**
 * Saves content in the background: 1 s after the last change, when the page is hidden, and when the element is removed.
 * One save at a time; changes made meanwhile are saved next, or at once when the page is closed: it can't wait for an answer.
 * Retries after network and server errors.
 */
export class AutosaveController {
  /** @type {'idle'|'pending'|'saving'|'saved'|'failed'|'suspended'} */
  state = 'idle';
  /** @type {Date|null} */
  savedAt = null;
  /** @type {import('../core/problem.js').Problem|null} why the last save failed */
  problem = null;
  #host;
  #save;
  #saveBeside;
  #content = null;
  #dirty = false;
  #saving = null;
  #timer = null;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {(content: any, options: {keepalive: boolean}) => Promise<void>} save
   * @param {(content: any) => Promise<void>} [saveBeside] saves what was changed while another save is under way, when the page
   *     is closed
   */
  constructor(host, save, saveBeside = (content) => save(content, { keepalive: true })) {
    this.#host = host;
    this.#save = save;
    this.#saveBeside = saveBeside;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#onVisibilityChange);
    window.addEventListener('pagehide', this.#onClosing);
    session.addEventListener('change', this.#retry);
    connection.addEventListener('change', this.#retry);
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#onVisibilityChange);
    window.removeEventListener('pagehide', this.#onClosing);
    session.removeEventListener('change', this.#retry);
    connection.removeEventListener('change', this.#retry);
    this.#onPageHide();
  }

  /** @returns {boolean} whether there are changes that the server doesn't have */
  get hasUnsavedChanges() {
    return this.state !== 'suspended' && (this.#dirty || this.#saving !== null);
  }

  /** @returns {boolean} whether the last save failed */
  get blocksUnload() {
    return this.state === 'failed';
  }

  /** @param {any} content to be saved after the debounce time */
  schedule(content) {
    this.#content = content;
    this.#dirty = true;
    if (this.state === 'suspended') return;
    this.#setState('pending');
    this.#startTimer(DEBOUNCE_MS);
  }

  /**
   * Saves pending changes now.
   *
   * @param {{keepalive?: boolean}} [options]
   */
  async flush({ keepalive = false } = {}) {
    clearTimeout(this.#timer);
    await this.#saving;
    if (!this.#dirty || this.state === 'suspended') return;
    this.#saving = this.#saveOnce(keepalive);
    await this.#saving;
  }

  /** Stops saving until `reset`. Resolves when a running save is done. */
  async suspend() {
    clearTimeout(this.#timer);
    this.#setState('suspended');
    await this.#saving;
    this.#setState('suspended');
  }

  /** Goes on saving, with the changes made meanwhile. */
  resume() {
    if (this.state !== 'suspended') return;
    this.#setState(this.#dirty ? 'pending' : 'idle');
    if (this.#dirty) this.#startTimer(DEBOUNCE_MS);
  }

  /** Discards pending changes and resumes; nothing has been saved then. */
  reset() {
    this.#dirty = false;
    Object.assign(this, { savedAt: null, problem: null });
    this.#setState('idle');
  }

  #onVisibilityChange = () => document.visibilityState === 'hidden' && this.#onPageHide();
  #onPageHide = () => void this.flush({ keepalive: true });
  #onClosing = () => {
    if (this.#dirty && (this.#saving || this.state === 'suspended')) void this.#saveBeside(this.#content).catch(() => undefined);
    else this.#onPageHide();
  };

  #retry = () => this.state === 'failed' && session.me && !connection.isLost && this.#startTimer(0);

  async #saveOnce(keepalive) {
    this.#dirty = false;
    this.#setState('saving');
    try {
      await this.#save(this.#content, { keepalive });
      Object.assign(this, { problem: null, savedAt: new Date() });
      if (this.state === 'saving') this.#setState('saved');
    } catch (problem) {
      this.#saveFailed(problem);
    } finally {
      this.#saving = null;
    }
    if (this.#dirty && this.state !== 'failed' && this.state !== 'suspended') this.#startTimer(DEBOUNCE_MS);
  }

  #saveFailed(problem) {
    this.#dirty = true;
    this.problem = problem;
    if (this.state === 'suspended') return;
    this.#setState('failed');
    if (problem.isNetwork || problem.status >= 500) this.#startTimer(RETRY_DELAY_MS);
  }

  #startTimer(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  #setState(state) {
    this.state = state;
    this.#host.requestUpdate();
  }
}
