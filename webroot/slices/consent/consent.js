/** Maps consents between the API and the consent form. */

import { addDays, today } from '../../core/dates.js';

const PERIOD_DAYS = 365;

/**
 * @param {string} participantId
 * @returns {string} the name of the field with the participant's own scope
 */
export function shareField(participantId) {
  return `share-${participantId}`;
}

/**
 * The values of the last consent, current or ended, with each participant's share: the initial consent is never wider
 * than the last one (PART-4).
 *
 * @param {import('contract').ConsentPage} page
 * @returns {Record<string, any>} the initial values
 */
export function toFormValues(page) {
  const last = page.current ?? page.history[0];
  const shares = Object.fromEntries(page.participants.map(({ participantId, consentScope }) =>
    [shareField(participantId), consentScope ?? '']));
  return {
    from: today(),
    until: addDays(today(), PERIOD_DAYS),
    scope: last?.scope ?? '',
    notCovered: last?.notCovered ?? '',
    capacity: page.guardianNeeded ? 'GUARDIAN' : 'OWNER',
    givenByName: '',
    reason: '',
    differentiated: (last?.differentiated ?? false) || hasShares(page),
    ...shares,
  };
}

/**
 * @param {Record<string, any>} form values
 * @param {import('contract').ConsentPage} page
 * @returns {import('contract').ConsentRenewal}
 */
export function toConsentRequest(form, page) {
  const notCovered = form.notCovered?.trim() || null;
  const own = { from: form.from, until: form.until, scope: form.scope.trim(), notCovered, differentiated: form.differentiated };
  const registered = { capacity: form.capacity, givenByName: form.givenByName.trim() || null, reason: form.reason.trim() || null };
  const participants = sharingParticipants(page).map(({ participantId }) =>
    ({ participantId, scope: form[shareField(participantId)]?.trim() || null }));
  return { ...own, ...(page.mayRegister ? registered : {}), ...(form.differentiated ? { participants } : {}) };
}

/**
 * @param {import('contract').ConsentPage} page
 * @returns {import('contract').ConsentPage['participants']} the participants whose scope can be limited
 */
export function sharingParticipants({ participants }) {
  return participants.filter(({ role }) => role !== 'OWNER');
}

/**
 * @param {import('contract').ConsentPage} page
 * @returns {boolean} whether the last consent is limited for at least one participant
 */
export function hasShares(page) {
  return sharingParticipants(page).some(({ consentScope }) => consentScope);
}

/**
 * @param {Record<string, any>} form values
 * @param {import('contract').ConsentPage} page
 * @returns {{name: string, before: string}[]} the participants who may know everything now, and what they might know before
 */
export function widenedShares(form, page) {
  return sharingParticipants(page)
    .filter(({ participantId, consentScope }) => consentScope && !(form.differentiated && form[shareField(participantId)]?.trim()))
    .map(({ name, consentScope }) => ({ name, before: consentScope }));
}
