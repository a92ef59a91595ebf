/** Why the shell shows no page of a plan. */

import { Problem } from '../../core/problem.js';
import { session } from '../../core/session.js';
import { currentPlan } from './plan.js';
import { isLeftOut } from './plan-parts.js';

const LEFT_OUT = new Problem(404, { code: 'part.off' });

/** @typedef {{tab?: string, path: string, outside?: boolean}} Route */

/**
 * @param {Route|null} route
 * @param {Record<string, string>} [params] of the address
 * @returns {Problem|null} why the page isn't shown; null for a page of no plan
 */
export function planRefusal(route, params = {}) {
  if (!route?.tab || route.outside) return null;
  const { home, problem } = currentPlan;
  return home && isLeftOut(home, route, params) ? LEFT_OUT : problem;
}

/**
 * Whether a page of a plan loads without it: an administrator may not be in the plan, which then isn't found; the page opens it
 * when they coordinate it.
 *
 * @param {{route: Route, params: Record<string, string>}} found
 */
export function isOutside({ route, params }) {
  const mayBeOutside = route.outside && session.me?.permissions.includes('ADMINISTER_ORGANISATION');
  return mayBeOutside && currentPlan.planId !== params.planId;
}
