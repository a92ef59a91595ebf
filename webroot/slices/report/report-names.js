/** The reports by the last part of their addresses, in the order of the list. */
export const REPORTS = {
  planer: 'PLANS',
  samtykker: 'CONSENTS',
  'stille-planer': 'INACTIVE_PLANS',
  'avsluttede-planer': 'CLOSED_PLANS',
  koordinatorer: 'COORDINATORS',
  deltakere: 'PARTICIPANTS',
  innlogginger: 'LOGINS',
  kostra: 'KOSTRA',
};

const OF_ONE_DAY = ['CONSENTS', 'INACTIVE_PLANS', 'COORDINATORS', 'PARTICIPANTS'];

/**
 * @param {string} name
 * @returns {boolean} whether the report is of one day, and not of a period
 */
export function isOfOneDay(name) {
  return OF_ONE_DAY.includes(name);
}
