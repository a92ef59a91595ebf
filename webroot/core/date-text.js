/** Dates as people write them, in the order of the page's language: day, month, year. */

const FORMS = [
  /^(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4}|\d{2})$/,
  /^(\d{2})(\d{2})(\d{4}|\d{2})$/,
];
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEARS_AHEAD = 10;

/**
 * Reads `3.4.2026`, `03.04.26`, `030426`, `03/04/2026` and `2026-04-03`. Of two figures, the year is in this century up to ten
 * years ahead, otherwise in the last: a date of birth in `47` was in 1947.
 *
 * @param {string} text
 * @param {number} [year] the current year
 * @returns {string|null} `2026-04-03`; null when it is no date
 */
export function parseDate(text, year = new Date().getFullYear()) {
  const trimmed = text.trim().replace(/\.$/, '');
  const iso = ISO.exec(trimmed);
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const found = FORMS.map((form) => form.exec(trimmed)).find(Boolean);
  return found ? existing(fullYear(found[3], year), Number(found[2]), Number(found[1])) : null;
}

function fullYear(text, current) {
  if (text.length === 4) return Number(text);
  const century = Math.floor(current / 100) * 100;
  const inCentury = century + Number(text);
  return inCentury > current + YEARS_AHEAD ? inCentury - 100 : inCentury;
}

function existing(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/**
 * @param {string} date `2026-04-03`, or what somebody has written that is no date
 * @param {string} separator of the page's language
 * @returns {string} `03.04.2026`, or what was written
 */
export function writeDate(date, separator) {
  const iso = ISO.exec(date);
  return iso ? [iso[3], iso[2], iso[1]].join(separator) : date;
}
