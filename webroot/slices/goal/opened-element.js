import { api } from '../../core/api.js';
import { elementApi } from './element-actions.js';
import { findActivity, findGoal } from './goal-tree.js';

const ACCESS_LOST = [403, 404];

/**
 * The goal or activity that a page shows. What isn't in the active plan may be in history, and is asked for. What was deleted
 * meanwhile stays while somebody is writing about it.
 */
export class OpenedElement {
  #host;
  /** @type {{id: string, element: any, problem: any}|null} what isn't in the active plan */
  #elsewhere = null;
  #isStale = false;
  #shown = null;

  /** @param {import('lit').LitElement} host */
  constructor(host) {
    this.#host = host;
  }

  /**
   * @param {import('contract').GoalTree} tree
   * @param {Record<string, string>} params with `planId`, and `goalId` or `activityId`
   * @param {boolean} isWriting whether something is being written that must not be taken away
   * @returns {{element: any, problem: any}} without both, it is being loaded
   */
  find(tree, { planId, goalId, activityId }, isWriting) {
    const id = goalId ?? activityId;
    const inTree = goalId ? findGoal(tree, goalId) : findActivity(tree, activityId);
    if (inTree) this.#elsewhere = null;
    else if (this.#isStale || this.#elsewhere?.id !== id) void this.#ask(planId, id, Boolean(goalId));
    this.#isStale = false;
    const { element, problem } = this.#elsewhere ?? { element: inTree, problem: null };
    const last = this.#shown?.id === id && (!problem || isWriting) ? this.#shown : null;
    this.#shown = element ?? last;
    return { element: this.#shown, problem };
  }

  /** @param {any} element as it is after a change */
  changed(element) {
    if (this.#elsewhere?.id === element.id) this.#elsewhere = { id: element.id, element, problem: null };
  }

  /** What isn't in the active plan may have changed too: it is asked for again, and shown as it was until the answer. */
  forget() {
    this.#isStale = true;
  }

  /**
   * Asks again after a failure.
   *
   * @param {Event} event
   */
  retry = (event) => {
    event.stopPropagation();
    this.#elsewhere = null;
    this.#host.requestUpdate();
  };

  async #ask(planId, id, isGoal) {
    const known = this.#elsewhere?.id === id ? this.#elsewhere : { id, element: null, problem: null };
    const asked = { ...known };
    this.#elsewhere = asked;
    try {
      const path = elementApi(planId, isGoal ? { id } : { id, goalId: '' });
      Object.assign(asked, { element: await api.get(path, { background: true }), problem: null });
    } catch (problem) {
      if (!this.#shown || ACCESS_LOST.includes(problem.status)) Object.assign(asked, { element: null, problem });
    }
    if (this.#elsewhere === asked) this.#host.requestUpdate();
  }
}
