import { api } from '../../core/api.js';
import { elementApi } from './element-actions.js';
import { findActivity, findGoal } from './goal-tree.js';

/**
 * The goal or activity that a page shows. What isn't in the active plan may be in history, and is asked for. What was deleted
 * meanwhile stays while somebody is writing about it.
 */
export class OpenedElement {
  #host;
  /** @type {{id: string, element: any, problem: any}|null} what isn't in the active plan */
  #elsewhere = null;
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
    else if (this.#elsewhere?.id !== id) void this.#ask(planId, id, Boolean(goalId));
    const { element, problem } = this.#elsewhere ?? { element: inTree, problem: null };
    const last = this.#shown?.id === id && (!problem || isWriting) ? this.#shown : null;
    this.#shown = element ?? last;
    return { element: this.#shown, problem };
  }

  /** @param {any} element as it is after a change */
  changed(element) {
    if (this.#elsewhere?.id === element.id) this.#elsewhere = { id: element.id, element, problem: null };
  }

  async #ask(planId, id, isGoal) {
    this.#elsewhere = { id, element: null, problem: null };
    try {
      const path = elementApi(planId, isGoal ? { id } : { id, goalId: '' });
      this.#elsewhere = { id, element: await api.get(path, { background: true }), problem: null };
    } catch (problem) {
      this.#elsewhere = { id, element: null, problem };
    }
    this.#host.requestUpdate();
  }
}
