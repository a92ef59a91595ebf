import { hasPart } from '../plan/plan-parts.js';

/** @typedef {import('contract').PrintPart} PrintPart */

const LIFE_AREAS = ['WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY'];

const isRead = (level) => level !== 'NONE';

const PARTS = /** @type {{part: PrintPart, only?: (home: import('contract').PlanHome) => boolean}[]} */ ([
  { part: 'ABOUT' },
  { part: 'REQUIRED_CONTENT', only: ({ type, myRights }) => type === 'IP' && isRead(myRights.goals) },
  { part: 'GOALS', only: ({ myRights }) => isRead(myRights.goals) || isRead(myRights.activities) },
  { part: 'SURVEY', only: ({ myRights }) => LIFE_AREAS.some((area) => isRead(myRights.areas[area])) },
  { part: 'EMERGENCY' },
  { part: 'SPECIALIST_PLANS', only: ({ myRights }) => isRead(myRights.areas.SPECIALIST_PLANS) },
  { part: 'CALENDAR', only: (home) => hasPart(home, 'CALENDAR') },
  { part: 'MEETINGS', only: (home) => hasPart(home, 'CALENDAR') },
  { part: 'PARTICIPANTS' },
  { part: 'CONSENT' },
  { part: 'CONSENT_FORM', only: ({ myRights }) => myRights.administer || myRights.agree },
  { part: 'DOCUMENTS', only: (home) => hasPart(home, 'DOCUMENTS') },
]);

/**
 * Whether the user may print the consent to sign it by hand: who prints, and who decides for the owner (PART-8).
 *
 * @param {import('contract').PlanHome|null|undefined} home
 */
export function mayPrintForm(home) {
  return Boolean(home && (home.myRights.print || home.myRights.agree));
}

/**
 * The parts of a plan that the user may read, and so print (PRINT-1, PRINT-2).
 *
 * @param {import('contract').PlanHome} home
 * @returns {PrintPart[]}
 */
export function printableParts(home) {
  if (!home.myRights.print) return mayPrintForm(home) ? ['CONSENT_FORM'] : [];
  return PARTS.filter(({ only }) => only?.(home) ?? true).map(({ part }) => part);
}
