/** Formatters of dates and times, each made once: making one takes far longer than using it. */

import { locale } from './i18n.js';

/** @type {Map<string, Intl.DateTimeFormat>} */
const made = new Map();

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @param {string|string[]} [locales] those of the page's language unless given
 * @returns {Intl.DateTimeFormat}
 */
export function dateFormat(options, locales = locale()) {
  const key = JSON.stringify([locales, options]);
  const known = made.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locales, options);
  made.set(key, format);
  return format;
}

/**
 * @param {number|Date} moment
 * @returns {string} its date in Europe/Oslo, `2026-11-20`
 */
export function dayOf(moment) {
  return dateFormat({ timeZone: 'Europe/Oslo' }, 'sv-SE').format(moment);
}
