import { api, queryString } from '../../core/api.js';
import { coalesce } from '../../core/coalesce.js';
import { connection } from '../../core/connection.js';
import { EventController } from '../../core/event-controller.js';
import { live } from '../../core/live.js';

const PAGE_SIZE = 50;

/**
 * The messages of a conversation that the user may see, oldest first, without their texts; loaded with the element, and again
 * when a message has come.
 */
export class Conversation {
  /** @type {import('contract').MessageItem[]|null} null until it is loaded */
  items = null;
  /** @type {string|undefined} the user's latest draft of an answer in it */
  draftId;
  /** @type {import('../../core/problem.js').Problem|null} why it couldn't be loaded */
  failure = null;
  #host;
  #params;
  #next;

  /**
   * @param {import('../../core/element.js').SamklangElement} host
   * @param {() => Record<string, string>} params the ids of plan and message
   */
  constructor(host, params) {
    this.#host = host;
    this.#params = params;
    new EventController(host, live, { message: ({ detail }) => detail.planId === params().planId && this.refresh(), resync: this.refresh });
    new EventController(host, connection, { change: ({ detail }) => !detail.lost && this.failure?.isNetwork && this.refresh() });
    host.addController(this);
  }

  hostConnected() {
    void this.refresh();
  }

  /** @returns {boolean} whether there are earlier messages than those of `items` */
  get hasOlder() {
    return this.#next !== undefined;
  }

  /**
   * Loads its newest messages; those that were shown stay.
   *
   * @type {() => Promise<void>}
   */
  refresh = coalesce(() => this.#load(undefined));

  /** Loads earlier messages. */
  async loadOlder() {
    await this.#load(this.#next);
  }

  /**
   * Loads it again after a failure.
   *
   * @param {Event} event
   */
  retry = (event) => {
    event.stopPropagation();
    void this.refresh();
  };

  async #load(after) {
    const { planId, messageId } = this.#params();
    try {
      const query = queryString({ limit: PAGE_SIZE, after });
      this.#apply(await api.get(`/plans/${planId}/messages/${messageId}/thread${query}`, { background: true }), after);
    } catch (problem) {
      if (!this.items) this.failure = problem;
    }
    this.#host.requestUpdate();
  }

  #apply(page, after) {
    const loaded = new Map((this.items ?? []).map((item) => [item.id, item]));
    for (const item of page.items) loaded.set(item.id, item);
    if (after || !this.items) this.#next = page.next;
    this.items = [...loaded.values()].sort((one, other) => one.sentAt.localeCompare(other.sentAt) || one.id.localeCompare(other.id));
    this.draftId = page.draftId;
    this.failure = null;
  }
}
