/** A consent between the contract and its form. */

const YEAR_DAYS = 365;

/** @returns {string} today in Norway, `2026-11-20` */
export function today() {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
}

/** @returns {string} the day a year from now, less one */
function inAYear() {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date(Date.now() + YEAR_DAYS * 86_400_000));
}

/** @param {string} participantId @returns {string} the field of what one participant gets to know */
export function shareOf(participantId) {
  return `share-${participantId}`;
}

/** @param {any} page the answer of GET /plans/{planId}/consent @returns {any} what the form holds at first */
export function formOf(page) {
  const shares = Object.fromEntries(page.participants.map(({ participantId, consentScope }) => [shareOf(participantId), consentScope ?? '']));
  return {
    from: today(),
    until: inAYear(),
    scope: page.current?.scope ?? page.history[0]?.scope ?? '',
    capacity: page.guardianNeeded ? 'GUARDIAN' : 'OWNER',
    givenByName: '',
    reason: '',
    differentiated: page.current?.differentiated ?? false,
    ...shares,
  };
}

/**
 * @param {any} form what the form holds
 * @param {any} page
 * @returns {any} the body of PUT /plans/{planId}/consent
 */
export function renewalOf(form, page) {
  const own = { from: form.from, until: form.until, scope: form.scope.trim(), differentiated: form.differentiated };
  const registered = { capacity: form.capacity, givenByName: form.givenByName.trim() || null, reason: form.reason.trim() || null };
  const participants = sharing(page).map(({ participantId }) => ({ participantId, scope: form[shareOf(participantId)]?.trim() || null }));
  return { ...own, ...(page.mayRegister ? registered : {}), ...(form.differentiated ? { participants } : {}) };
}

/** @param {any} page @returns {any[]} those whom something can be kept from */
export function sharing({ participants }) {
  return participants.filter(({ role }) => role !== 'OWNER');
}
