/**
 * The current plan. Loading it in the foreground counts as a visit, so it is kept while the user navigates in the plan,
 * and reloaded only in the background.
 */

import { EventEmitter } from '../../core/event-emitter.js';
import { api } from '../../core/api.js';
import { coalesce } from '../../core/coalesce.js';
import { live } from '../../core/live.js';
import { Problem } from '../../core/problem.js';

const RECHECK_MS = 20_000;

/** Event: `change`. */
class CurrentPlan extends EventEmitter {
  #recheckTimer = null;
  planId = null;
  /** @type {import('contract').PlanHome|null} */
  home = null;
  /** @type {import('contract').PlanHome|null} as last seen, for whom to ask when the plan is shut */
  lastHome = null;
  /** @type {import('../../core/problem.js').Problem|null} why it couldn't be loaded */
  problem = null;
  /** @type {import('contract').PlanClosure|null} why it is shut, and whom to ask (PART-4) */
  closure = null;

  constructor() {
    super();
    live.on('message', ({ detail }) => detail.planId === this.planId && this.refresh());
    live.on('changed', ({ detail }) => detail.planId === this.planId && !this.#isShown(detail) && this.refresh());
    live.on('visited', ({ detail }) => detail.planId === this.planId && this.#visited(detail));
    for (const type of ['hello', 'unread']) {
      live.on(type, ({ detail }) => this.#unread((detail.unread ?? detail).plans));
    }
    live.on('resync', () => this.refresh());
    live.on('resync', () => this.recheck());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.recheck());
  }

  /** @param {string|null} planId null for a page outside of plans */
  async open(planId) {
    if (planId === this.planId && (planId === null || this.home)) return this.refresh();
    if (this.planId && this.planId !== planId) live.unwatch(this.planId);
    if (planId && this.planId !== planId) live.watch(planId);
    Object.assign(this, { planId, home: null, lastHome: null, problem: null, closure: null });
    this.#emitChange();
    if (planId) await this.#load(planId, {});
  }

  /**
   * Reloads it in the background.
   *
   * @type {() => Promise<void>}
   */
  refresh = coalesce(async () => {
    if (this.home) await this.#load(this.planId, { background: true });
  });

  /**
   * Asks whether a plan that was shut has been opened again, in the background (PART-4): when the tab is shown, and now and then
   * while it is.
   *
   * @type {() => Promise<void>}
   */
  recheck = coalesce(async () => {
    clearTimeout(this.#recheckTimer);
    if (this.planId && this.problem?.code === 'consent.expired' && document.visibilityState === 'visible') {
      await this.#load(this.planId, { background: true });
    }
  });

  /** @param {import('contract').PlanStatus} status the response to a status change */
  statusChanged(status) {
    this.home = { ...this.home, status, version: status.version };
    this.#emitChange();
  }

  async #load(planId, options) {
    try {
      const home = await api.get(`/plans/${planId}`, options);
      if (planId === this.planId) Object.assign(this, { home, lastHome: home, problem: null, closure: null });
    } catch (problem) {
      if (planId !== this.planId) return;
      const isDenied = problem.status === 403 || problem.status === 404;
      const closure = problem.code === 'consent.expired' ? await closureOf(planId) : null;
      if (planId !== this.planId) return;
      const ended = this.home && problem.status === 404;
      if (!options.background || isDenied) {
        Object.assign(this, { home: null, closure, problem: ended ? new Problem(404, { code: 'access.ended' }) : problem });
        clearTimeout(this.#recheckTimer);
        if (problem.code === 'consent.expired') this.#recheckTimer = setTimeout(() => this.recheck(), RECHECK_MS);
      }
    }
    this.#emitChange();
  }

  /** Each status change increments the version of the start page. */
  #isShown({ section, version }) {
    return section === 'status' && this.home?.version >= version;
  }

  #visited({ participantId, name, at }) {
    if (!this.home || participantId === this.home.me.participantId) return;
    const others = this.home.visitedSinceLast.filter((visit) => visit.participantId !== participantId);
    this.home = { ...this.home, visitedSinceLast: [{ participantId, name, at }, ...others] };
    this.#emitChange();
  }

  #unread(plans) {
    if (!this.home || !plans) return;
    this.home = { ...this.home, unread: plans[this.planId] ?? 0 };
    this.#emitChange();
  }

  #emitChange() {
    this.emit('change');
  }
}

// The reason is only asked for when the plan is shut; without an answer the page says what it knows.
function closureOf(planId) {
  return api.get(`/plans/${planId}/closure`, { background: true }).catch(() => null);
}

export const currentPlan = new CurrentPlan();
