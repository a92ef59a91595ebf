/** What is known of a plan that was created just now, and isn't in its address. In memory only. */

let last = { planId: '', guardianName: '' };

/**
 * @param {string} planId
 * @param {{capacity: string, givenByName: string}} consent
 */
export function planCreated(planId, { capacity, givenByName }) {
  last = { planId, guardianName: capacity === 'GUARDIAN' ? givenByName.trim() : '' };
}

/**
 * @param {string} planId
 * @returns {string} the name of the guardian who gave the consent, or an empty text
 */
export function guardianOf(planId) {
  return planId === last.planId ? last.guardianName : '';
}
