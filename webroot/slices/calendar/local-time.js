/** Times of the plan, in Europe/Oslo whatever zone the browser is in: `2026-12-01T10:00`. */

import { dateFormat } from '../../core/date-format.js';
import { today } from '../../core/dates.js';
import { session } from '../../core/session.js';

const ZONE = 'Europe/Oslo';
/** @type {Intl.DateTimeFormatOptions} */
const SHORT = { dateStyle: 'short', timeStyle: 'short' };

/**
 * @param {string} time with offset, as the service sends it: that of Europe/Oslo; or a date
 * @returns {string} without it
 */
export const localTime = (time) => time.slice(0, 16);

/** @returns {string} now, in the plan's zone */
export function localNow() {
  return dateFormat({ timeZone: ZONE, ...SHORT }, 'sv-SE').format(session.clock.now).replace(' ', 'T');
}

const HALF_A_YEAR = 183 * 86_400_000;

/** @returns {boolean} whether the browser's clock shows another time than the plan's, now or in the other half of the year */
export function isOtherZone() {
  const here = new Intl.DateTimeFormat('sv-SE', SHORT); // anew: the user may have travelled
  const there = dateFormat({ timeZone: ZONE, ...SHORT }, 'sv-SE');
  return [Date.now(), Date.now() + HALF_A_YEAR].some((time) => here.format(time) !== there.format(time));
}

/**
 * @param {string} time `2026-12-01T10:00`
 * @param {number} minutes
 * @returns {string}
 */
export function addMinutes(time, minutes) {
  return new Date(Date.parse(`${time}Z`) + minutes * 60_000).toISOString().slice(0, 16);
}

/**
 * @param {string} from `2026-12-01T10:00`
 * @param {string} to
 * @returns {number} minutes by the clock
 */
export const minutesBetween = (from, to) => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000;

/**
 * @param {string} day
 * @returns {string} the end of that day in UTC, as `UNTIL` of a rule has it: `20261201T225959Z`
 */
export function endOfDayInUtc(day) {
  const guess = Date.parse(`${day}T23:59:59Z`);
  const shown = dateFormat({ timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' }, 'sv-SE').format(guess);
  const utc = new Date(guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess));
  return `${utc.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/** @returns {string} the whole hour that begins next, today */
export function nextHour() {
  const now = localNow();
  return now.slice(0, 10) === today() && Number(now.slice(11, 13)) < 22
    ? `${String(Number(now.slice(11, 13)) + 1).padStart(2, '0')}:00` : '10:00';
}
