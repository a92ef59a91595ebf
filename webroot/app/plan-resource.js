import { api } from './api.js';
import { coalesced } from './coalesce.js';
import { Listen } from './listen.js';
import { live } from './live.js';

const LOST = [403, 404];

/**
 * A Lit controller that holds what a page of a plan shows: asked for when the page opens, and again in the background
 * when somebody has changed it. What is shown stays when the service can't be asked; it goes when the right to see it does.
 */
export class PlanResource {
  /** @type {any} why there is nothing to show */
  failure = null;
  /** Asks again in the background. @type {() => Promise<void>} */
  refresh = coalesced(() => this.#load(true));
  #host;
  #path;
  #take;
  #value = null;

  /**
   * @param {import('./element.js').Page} host of a page with `planId` among its parameters
   * @param {object} options
   * @param {() => string} options.path what is asked for, after `/plans/{planId}/`
   * @param {string[]} [options.sections] whose changes matter; all when left out
   * @param {Record<string, (value: any) => number>} [options.versions] by section, its version in the value: a frame of a version that is shown already asks for nothing
   * @param {(answer: any, background: boolean) => void|Promise<void>} [options.take] what is done with an answer; it becomes the value when left out
   */
  constructor(host, { path, sections, versions = {}, take = (answer) => (this.value = answer) }) {
    this.#host = host;
    this.#path = path;
    this.#take = take;
    const isShown = ({ section, version }) => this.#value !== null && versions[section]?.(this.#value) >= version;
    const matters = (frame) => frame.planId === host.params.planId && (!sections || sections.includes(frame.section)) && !isShown(frame);
    new Listen(host, live, { changed: ({ detail }) => matters(detail) && this.refresh(), resync: this.refresh });
    host.addController(this);
  }

  /** @returns {any} null until it is there */
  get value() {
    return this.#value;
  }

  set value(value) {
    this.#value = value;
    this.failure = null;
    this.#host.requestUpdate();
  }

  hostConnected() {
    void this.#load(false);
  }

  /** Asks again as the page did when it was opened. @type {(event?: Event) => void} */
  retry = (event) => {
    event?.stopPropagation();
    this.failure = null;
    this.#host.requestUpdate();
    void this.#load(false);
  };

  async #load(background) {
    try {
      const answer = await api.get(`/plans/${this.#host.params.planId}/${this.#path()}`, { background });
      if (this.#host.isConnected) await this.#take(answer, background);
    } catch (problem) {
      if (!this.#host.isConnected || (background && !LOST.includes(problem.status))) return;
      this.failure = problem;
      this.#host.requestUpdate();
    }
  }
}
