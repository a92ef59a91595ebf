import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { offerUndo } from '../../forms/undo-discard.js';
import { orderOf } from './goal-tree.js';

/** @typedef {import('contract').GoalTree} GoalTree */

/**
 * Moves goals and activities, with Angre (GOAL-5). Each move is saved at once, on the tree that the one before left. When
 * somebody else has changed the tree meanwhile, theirs is shown, and the user makes the move again.
 */
export class GoalMoves {
  #planId;
  #resource;
  #queue = Promise.resolve();

  /**
   * @param {() => string} planId
   * @param {{value: GoalTree}} resource holds the tree that the page shows
   */
  constructor(planId, resource) {
    this.#planId = planId;
    this.#resource = resource;
  }

  /**
   * @param {(tree: GoalTree) => GoalTree|null} change resolves with the tree as it shall be; null when there is nothing to move
   * @param {string} title of what is moved
   * @returns {Promise<void>} when it is done, or when it is said why not
   */
  move(change, title) {
    return this.#queued(async () => {
      const next = change(this.#resource.value);
      if (next) await this.#save(next, title);
    });
  }

  // one that fails doesn't stop those that wait
  #queued(action) {
    this.#queue = this.#queue.catch(() => undefined).then(action);
    return this.#queue;
  }

  async #save(next, title) {
    const before = this.#resource.value;
    this.#resource.value = next;
    try {
      const saved = await this.#put(next, before.version);
      this.#resource.value = saved;
      offerUndo(t('goalsOrder.moved', { title }), () => this.#queued(() => this.#undo(before, saved.version)));
    } catch (problem) {
      this.#resource.value = problem.current ?? before;
      notify(problem.status === 409 ? t('goalsOrder.conflict') : explain(problem), { kind: 'warning' });
    }
  }

  // on the version that the move left: what was changed since isn't undone with it
  async #undo(before, version) {
    try {
      this.#resource.value = await this.#put(before, version);
      notify(t('goalsOrder.undone'));
    } catch (problem) {
      if (problem.status !== 409) throw problem;
      this.#resource.value = problem.current ?? this.#resource.value;
      notify(t('goalsOrder.changedSince'), { kind: 'warning' });
    }
  }

  #put(tree, version) {
    return api.put(`/plans/${this.#planId()}/goals/order`, { goals: orderOf(tree) }, { version });
  }
}
