import { api } from '../../core/api.js';

const MAX_PLANS = 8;

/**
 * The plans that the user may open, those with unread messages first, at most eight.
 *
 * @returns {Promise<import('contract').PlanItem[]>} empty when they can't be fetched
 */
export async function myPlans() {
  try {
    const { items } = await api.search('/plans', { closed: false, sort: '-newMessage', limit: MAX_PLANS });
    return items.filter(({ mayOpen }) => mayOpen);
  } catch {
    return [];
  }
}
