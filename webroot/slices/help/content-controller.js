import { html } from 'lit';
import { Problem } from '../../core/problem.js';
import { pageSkeleton } from '../../design/loading.js';
import '../../core/problem-page.js';

/**
 * Content that a page fetches when it is shown.
 *
 * @template T
 */
export class ContentController {
  /** @type {T|null} */
  value = null;
  #failed = false;
  #host;
  #load;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {() => Promise<T>} load
   */
  constructor(host, load) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected() {
    if (this.value === null) void this.#fetch();
  }

  async #fetch() {
    try {
      this.value = await this.#load();
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    this.#host.requestUpdate();
  }

  /**
   * @param {(value: T) => unknown} template
   * @returns {unknown} the content, or something to see until it is there, or why it isn't
   */
  render(template) {
    if (this.value !== null) return template(this.value);
    if (!this.#failed) return pageSkeleton();
    return html`<problem-page .problem=${new Problem(0, { code: 'network' })} @retry=${() => this.#fetch()}></problem-page>`;
  }
}
