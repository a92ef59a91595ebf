import { coalesced } from './coalesce.js';
import { explain } from './problem.js';

const PAGE = 50;
const LONGEST_PAGE = 200;

/**
 * A list that grows by "Vis flere" and stays fresh without moving under the pointer: what is shown is
 * changed in place, new rows wait in `waiting` until the reader asks for them.
 */
export class LiveList {
  items = [];
  total = 0;
  waiting = 0;
  loading = false;
  /** @type {string} what went wrong, in words */
  problem = '';
  #host;
  #fetch;
  #next;
  #round = 0;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {(page: {limit: number, after?: string, background: boolean}) => Promise<{items: any[], total: number, next?: string}>} fetch
   */
  constructor(host, fetch) {
    this.#host = host;
    this.#fetch = fetch;
  }

  /** @returns {boolean} */
  get hasMore() {
    return Boolean(this.#next);
  }

  /** Fetches from the beginning, for another search or sorting, or for what waits. */
  async load() {
    await this.#while(async (round) => {
      const page = await this.#fetch({ limit: this.#shown(), background: false });
      if (round === this.#round) this.#take(page, page.items);
    });
  }

  /** The next rows. */
  async more() {
    await this.#while(async (round) => {
      const page = await this.#fetch({ limit: PAGE, after: this.#next, background: false });
      const known = new Set(this.items.map((item) => item.id));
      if (round === this.#round) this.#take(page, [...this.items, ...page.items.filter((item) => !known.has(item.id))]);
    });
  }

  /** Brings what is shown up to date, and counts what is new. @type {() => Promise<void>} */
  refresh = coalesced(() => this.#refresh());

  async #refresh() {
    if (this.loading) return;
    const round = this.#round;
    const page = await this.#fetch({ limit: this.#shown(), background: true }).catch(() => null);
    if (!page || round !== this.#round) return;
    const fresh = new Map(page.items.map((item) => [item.id, item]));
    const shown = new Set(this.items.map((item) => item.id));
    this.waiting = page.items.filter((item) => !shown.has(item.id)).length;
    // A row the server no longer lists may only have been pushed beyond this page by new ones: it stays then.
    const gone = (item) => !fresh.has(item.id) && page.total <= this.items.length;
    this.items = this.items.filter((item) => !gone(item)).map((item) => fresh.get(item.id) ?? item);
    this.#host.requestUpdate();
  }

  #shown() {
    return Math.min(Math.max(this.items.length, PAGE), LONGEST_PAGE);
  }

  #take(page, items) {
    this.items = items;
    this.total = page.total;
    this.#next = page.next;
    this.waiting = 0;
  }

  async #while(work) {
    const round = ++this.#round;
    this.loading = true;
    this.problem = '';
    this.#host.requestUpdate();
    try {
      await work(round);
    } catch (problem) {
      if (round === this.#round) this.problem = explain(problem);
    }
    if (round === this.#round) this.loading = false;
    this.#host.requestUpdate();
  }
}
