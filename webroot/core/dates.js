/** ISO dates, `2026-11-20`, in the time zone Europe/Oslo. */

import { dayOf } from './date-format.js';
import { session } from './session.js';

/** @returns {string} */
export const today = () => dayOf(session.clock.now);

/**
 * @param {string} day
 * @param {number} years
 * @returns {string}
 */
export function addYears(day, years) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

/**
 * @param {string} day
 * @param {number} days
 * @returns {string}
 */
export function addDays(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/**
 * @param {string} born
 * @param {number} age
 * @returns {boolean}
 */
export function isYoungerThan(born, age) {
  return /^\d{4}-\d\d-\d\d$/.test(born) && addYears(born, age) > today();
}
