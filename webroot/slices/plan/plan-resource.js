import { api } from '../../core/api.js';
import { coalesce } from '../../core/coalesce.js';
import { EventController } from '../../core/event-controller.js';
import { live } from '../../core/live.js';

const ACCESS_LOST = [403, 404];

/**
 * Loads the resource that a page of a plan shows, when the page opens and, in the background, when the resource changes.
 * The value stays when a background load fails, unless the access has ended.
 */
export class PlanResource {
  /** @type {import('../../core/problem.js').Problem|null} when there is nothing to show */
  failure = null;
  /**
   * Reloads in the background.
   *
   * @type {() => Promise<void>}
   */
  refresh = coalesce(() => this.#load(true));
  #host;
  #path;
  #onLoad;
  #value = null;

  /**
   * @param {import('../../core/element.js').SamklangElement & {params: Record<string, string>}} host with the parameter `planId`
   * @param {object} options
   * @param {() => string} options.path of the resource, below `/plans/{planId}/`
   * @param {string[]} [options.sections] whose changes cause a reload; all by default
   * @param {Record<string, (value: any) => number>} [options.versions] by section, its version in the value: frames that
   *     aren't newer are ignored
   * @param {(answer: any, background: boolean) => void|Promise<void>} [options.onLoad] handles the response; sets `value` by default
   */
  constructor(host, { path, sections, versions = {}, onLoad = (answer) => (this.value = answer) }) {
    this.#host = host;
    this.#path = path;
    this.#onLoad = onLoad;
    const isShown = ({ section, version }) => this.#value !== null && versions[section]?.(this.#value) >= version;
    const isRelevant = (frame) => frame.planId === host.params.planId && (!sections || sections.includes(frame.section)) && !isShown(frame);
    new EventController(host, live, { changed: ({ detail }) => isRelevant(detail) && this.refresh(), resync: this.refresh });
    host.addController(this);
  }

  /** @returns {any} null until it is loaded */
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

  /**
   * Reloads in the foreground, after a failure.
   *
   * @type {(event?: Event) => void}
   */
  retry = (event) => {
    event?.stopPropagation();
    this.failure = null;
    this.#host.requestUpdate();
    void this.#load(false);
  };

  async #load(background) {
    try {
      const answer = await api.get(`/plans/${this.#host.params.planId}/${this.#path()}`, { background });
      if (this.#host.isConnected) await this.#onLoad(answer, background);
    } catch (problem) {
      if (!this.#host.isConnected || (background && !ACCESS_LOST.includes(problem.status))) return;
      this.failure = problem;
      this.#host.requestUpdate();
    }
  }
}
