import { explain } from './problem.js';

/** One thing at a time that a button does: whether it is under way, and why it couldn't be done. */
export class Doing {
  busy = false;
  problem = '';
  /** @type {any} what the server answered to what couldn't be done */
  refusal = null;
  #host;

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
  }

  /**
   * @template T
   * @param {() => Promise<T>} something
   * @returns {Promise<boolean>} whether it was done
   */
  async run(something) {
    if (this.busy) return false;
    this.#become({ busy: true, problem: '', refusal: null });
    try {
      await something();
      return true;
    } catch (problem) {
      this.#become({ problem: explain(problem), refusal: problem });
      return false;
    } finally {
      this.#become({ busy: false });
    }
  }

  #become(change) {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}
