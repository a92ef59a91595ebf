import { explain } from './problem.js';

/** Runs one action at a time for an element: whether it is running, and why it failed. */
export class ActionController {
  busy = false;
  problem = '';
  /** @type {import('./problem.js').Problem|null} of an action that failed */
  failure = null;
  #host;

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
  }

  /**
   * @template T
   * @param {() => Promise<T>} action
   * @returns {Promise<boolean>} whether it succeeded; false too when another action is running
   */
  async run(action) {
    if (this.busy) return false;
    this.#setState({ busy: true, problem: '', failure: null });
    try {
      await action();
      return true;
    } catch (problem) {
      this.#setState({ problem: explain(problem), failure: problem });
      return false;
    } finally {
      this.#setState({ busy: false });
    }
  }

  #setState(change) {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}
