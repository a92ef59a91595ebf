import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { offerUndo } from '../../forms/undo-discard.js';

/** What is done to a goal or an activity as a whole: agreement, history, deletion (GOAL-6, GOAL-7, GOAL-11). */

/**
 * @param {string} planId
 * @param {{id: string, goalId?: string}} element
 */
export const elementApi = (planId, { id, goalId }) => `/plans/${planId}/${goalId === undefined ? 'goals' : 'activities'}/${id}`;

/**
 * @param {string} planId
 * @param {any} element
 * @returns {Promise<any>} the element as it is now
 */
export const agree = (planId, element) =>
  api.put(`${elementApi(planId, element)}/agreement`, { agreed: 'AGREED' }, { version: element.version });

/**
 * @param {string} planId
 * @param {any} element
 * @param {boolean} history
 */
export const setHistory = (planId, element, history) =>
  api.put(`${elementApi(planId, element)}/history`, { history }, { version: element.version });

/**
 * Deletes, and offers to undo it for ten seconds.
 *
 * @param {string} planId
 * @param {string} path of the element in the API
 * @param {number} version
 * @param {string} text what was deleted
 */
export async function deleteWithUndo(planId, path, version, text) {
  const { binId } = await api.delete(path, { version });
  offerUndo(text, async () => {
    await api.post(`/plans/${planId}/bin/${binId}/restore`);
    notify(t('bin.restored'));
  });
}

/**
 * Runs an action and says what went wrong.
 *
 * @param {() => Promise<any>} action
 * @returns {Promise<boolean>} whether it went well
 */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (problem) {
    notify(explain(problem), { kind: 'warning' });
    return false;
  }
}
