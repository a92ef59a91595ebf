import { printableParts } from '../print/print-parts.js';

/** @typedef {import('contract').ArchivePart} ArchivePart */

/**
 * The parts of a plan that the user may read, and so archive (PLAN-3, PRINT-2).
 *
 * @param {import('contract').PlanHome} home
 * @returns {ArchivePart[]}
 */
export function archivableParts(home) {
  const parts = /** @type {ArchivePart[]} */ (printableParts(home).filter((part) => part !== 'CONSENT_FORM'));
  return home.myRights.seeLog ? [...parts, 'LOG'] : parts;
}

/**
 * All that the user may archive.
 *
 * @param {import('contract').PlanHome} home
 */
export function wholeArchive(home) {
  return { parts: archivableParts(home), history: true, comments: true };
}
