import { html, nothing } from 'lit';

/**
 * @param {string} planId
 * @param {string} goalId
 */
export const goalPictureApi = (planId, goalId) => `/plans/${planId}/goals/${goalId}/picture`;

/**
 * The picture that symbolises a goal (GOAL-2), if it has one.
 *
 * @param {string} planId
 * @param {{id: string, pictureVersion: number|null, pictureText: string|null}} goal
 * @param {{small?: boolean}} [options] small beside the goal's title, where it only decorates
 */
export function goalPicture(planId, { id, pictureVersion, pictureText }, { small = false } = {}) {
  if (pictureVersion === null) return nothing;
  const address = `/api/v1${goalPictureApi(planId, id)}?v=${pictureVersion}`;
  return html`<img class="goal-picture ${small ? 'is-small' : ''}" src=${address} alt=${small ? '' : pictureText} loading="lazy">`;
}
