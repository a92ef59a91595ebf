import { queryString } from '../../core/api.js';

/**
 * @param {import('../../core/routes.js').Route|undefined} route of the page that is shown
 * @param {string} [planId]
 * @returns {string} help that opens at the topic of the page, and says whom to ask in the plan (HELP-1)
 */
export function helpPath(route, planId) {
  return route?.page.startsWith('help/') ? '/hjelp' : `/hjelp${queryString({ side: route?.page, plan: planId })}`;
}

/**
 * @param {string} topic
 * @param {string|null} [planId] the plan that the user came from, whose coordinator is named
 * @returns {string} the address of an article
 */
export function articlePath(topic, planId) {
  return `/hjelp/${topic}${queryString({ plan: planId })}`;
}

/**
 * @param {string|null} planId
 * @returns {string} the address of the contents
 */
export function contentsPath(planId) {
  return `/hjelp${queryString({ plan: planId })}`;
}

/**
 * @param {string|null} planId
 * @returns {string} the address of the index
 */
export function indexPath(planId) {
  return `/hjelp/register${queryString({ plan: planId })}`;
}

/**
 * @param {URLSearchParams} query of a help page
 * @returns {string|null} id of the plan that the user came from
 */
export function planIdOf(query) {
  const id = query.get('plan') ?? '';
  return /^[0-9a-f-]{36}$/i.test(id) ? id : null;
}
