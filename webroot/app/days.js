/** Days as the contract writes them, `2026-11-20`, counted in Norway. */

import { session } from './session.js';

const ZONE = 'Europe/Oslo';

/** @returns {string} */
export function today() {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(session.clock.now);
}

/** @param {string} day @param {number} years @returns {string} the same day so many years later */
export function yearsAfter(day, years) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

/** @param {string} born @param {number} age @returns {boolean} whether one born that day is younger today */
export function isYoungerThan(born, age) {
  return /^\d{4}-\d\d-\d\d$/.test(born) && yearsAfter(born, age) > today();
}
