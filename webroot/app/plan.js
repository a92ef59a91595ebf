/**
 * The plan one is in. Opening it counts as a visit, so it is opened once and kept while one goes from
 * page to page in it; after that it is only refreshed in the background.
 */

import { api } from './api.js';
import { coalesced } from './coalesce.js';
import { live } from './live.js';
import { Problem } from './problem.js';

/** Event: `change`. */
class CurrentPlan extends EventTarget {
  planId = null;
  /** @type {any} the answer of GET /plans/{planId} */
  home = null;
  /** @type {unknown} why it couldn't be opened */
  problem = null;

  constructor() {
    super();
    live.addEventListener('message', ({ detail }) => detail.planId === this.planId && this.refresh());
    live.addEventListener('changed', ({ detail }) => detail.planId === this.planId && !this.#isShown(detail) && this.refresh());
    live.addEventListener('visited', ({ detail }) => detail.planId === this.planId && this.#visited(detail));
    for (const type of ['hello', 'unread']) {
      live.addEventListener(type, ({ detail }) => this.#unread((detail.unread ?? detail).plans));
    }
    live.addEventListener('resync', () => this.refresh());
  }

  /** @param {string|null} planId null for a page outside the plans */
  async open(planId) {
    if (planId === this.planId && (planId === null || this.home)) return this.refresh();
    if (this.planId && this.planId !== planId) live.unwatch(this.planId);
    if (planId && this.planId !== planId) live.watch(planId);
    Object.assign(this, { planId, home: null, problem: null });
    this.#tell();
    if (planId) await this.#load(planId, {});
  }

  /** Fetches it again, quietly. @type {() => Promise<void>} */
  refresh = coalesced(async () => {
    if (this.home) await this.#load(this.planId, { background: true });
  });

  /** @param {object} status what the server answered to a change of the status */
  statusChanged(status) {
    this.home = { ...this.home, status, version: status.version };
    this.#tell();
  }

  async #load(planId, options) {
    try {
      const home = await api.get(`/plans/${planId}`, options);
      if (planId === this.planId) Object.assign(this, { home, problem: null });
    } catch (problem) {
      if (planId !== this.planId) return;
      const shut = problem.status === 403 || problem.status === 404;
      const ended = this.home && problem.status === 404;
      if (!options.background || shut) Object.assign(this, { home: null, problem: ended ? new Problem(404, { code: 'access.ended' }) : problem });
    }
    this.#tell();
  }

  /** Every change of the status raises the version that the start page carries. */
  #isShown({ section, version }) {
    return section === 'status' && this.home?.version >= version;
  }

  #visited({ participantId, name, at }) {
    if (!this.home || participantId === this.home.me.participantId) return;
    const others = this.home.visitedSinceLast.filter((visit) => visit.participantId !== participantId);
    this.home = { ...this.home, visitedSinceLast: [{ participantId, name, at }, ...others] };
    this.#tell();
  }

  #unread(plans) {
    if (!this.home || !plans) return;
    this.home = { ...this.home, unread: plans[this.planId] ?? 0 };
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}

export const currentPlan = new CurrentPlan();
