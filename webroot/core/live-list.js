import { coalesce } from './coalesce.js';
import { connection } from './connection.js';
import { EventController } from './event-controller.js';
import { explain } from './problem.js';

/** @typedef {{limit: number, after?: string, background: boolean}} PageQuery */

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;

/**
 * A paged list that is updated live without moving rows: shown rows are updated in place, new ones are only counted
 * in `newCount` until the user loads them. A list that couldn't be loaded for lack of a connection loads itself when it is back.
 */
export class LiveList {
  items = [];
  total = 0;
  newCount = 0;
  loading = false;
  /** @type {string} error text */
  problem = '';
  /** Whether it couldn't be loaded for lack of a connection. */
  isOffline = false;
  #host;
  #fetch;
  #next;
  #requestId = 0;
  /** whether something has changed while the list was being loaded */
  #stale = false;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {(page: PageQuery) => Promise<{items: any[], total: number, next?: string}>} fetch
   */
  constructor(host, fetch) {
    this.#host = host;
    this.#fetch = fetch;
    new EventController(host, connection, { change: ({ detail }) => this.isOffline && !detail.lost && this.refresh() });
  }

  /** @returns {boolean} */
  get hasMore() {
    return Boolean(this.#next);
  }

  /** Loads the first page, after a new search or sort order, or to show new rows. */
  async load() {
    await this.#loadFirst(this.items.length);
  }

  /**
   * Loads as many rows as were shown earlier.
   *
   * @param {number} rows
   */
  async restore(rows) {
    await this.#loadFirst(rows);
    while (this.items.length < rows && this.hasMore && !this.problem) await this.loadMore();
  }

  /**
   * Changes a shown row in place.
   *
   * @param {string} id
   * @param {object} change
   */
  change(id, change) {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.#host.requestUpdate();
  }

  /**
   * Takes out a shown row.
   *
   * @param {string} id
   */
  remove(id) {
    const items = this.items.filter((item) => item.id !== id);
    Object.assign(this, { items, total: this.total - (this.items.length - items.length) });
    this.#host.requestUpdate();
  }

  /** Removes all rows, before those of another list are loaded. */
  clear() {
    Object.assign(this, { items: [], total: 0, newCount: 0 });
    this.#next = undefined;
  }

  async #loadFirst(rows, background = false) {
    await this.#track(async (requestId) => {
      const page = await this.#fetch({ limit: pageSize(rows), background });
      if (requestId === this.#requestId) this.#apply(page, page.items);
    });
  }

  /** Appends the next page. */
  async loadMore() {
    await this.#track(async (requestId) => {
      const page = await this.#fetch({ limit: PAGE_SIZE, after: this.#next, background: false });
      const known = new Set(this.items.map((item) => item.id));
      if (requestId === this.#requestId) this.#apply(page, [...this.items, ...page.items.filter((item) => !known.has(item.id))]);
    });
  }

  /**
   * Updates shown rows in place and counts new ones.
   *
   * @type {() => Promise<void>}
   */
  refresh = coalesce(() => this.#refresh());

  async #refresh() {
    if (this.loading) {
      this.#stale = true;
      return;
    }
    this.#stale = false;
    if (this.isOffline) return void (await this.#loadFirst(this.items.length, true));
    const requestId = this.#requestId;
    const page = await this.#fetch({ limit: pageSize(this.items.length), background: true }).catch(() => null);
    if (!page || requestId !== this.#requestId) return;
    const fresh = new Map(page.items.map((item) => [item.id, item]));
    const shown = new Set(this.items.map((item) => item.id));
    this.newCount = page.items.filter((item) => !shown.has(item.id)).length;
    // A missing row may only have moved beyond this page because of new rows: keep it then.
    const isRemoved = (item) => !fresh.has(item.id) && page.total <= this.items.length;
    this.items = this.items.filter((item) => !isRemoved(item)).map((item) => fresh.get(item.id) ?? item);
    this.#host.requestUpdate();
  }

  #apply(page, items) {
    this.items = items;
    this.total = page.total;
    this.#next = page.next;
    this.newCount = 0;
  }

  async #track(work) {
    const requestId = ++this.#requestId;
    this.loading = true;
    Object.assign(this, { problem: '', isOffline: false });
    this.#host.requestUpdate();
    try {
      await work(requestId);
    } catch (problem) {
      if (requestId === this.#requestId) Object.assign(this, { problem: explain(problem), isOffline: problem.isNetwork === true });
    }
    if (requestId === this.#requestId) this.loading = false;
    this.#host.requestUpdate();
    if (!this.loading && this.#stale) void this.refresh();
  }
}

function pageSize(rows) {
  return Math.min(Math.max(rows, PAGE_SIZE), MAX_PAGE_SIZE);
}
