/** Formats dates and times for display, always in the time zone Europe/Oslo. */

import { dateFormat, dayOf } from './date-format.js';
import { locale, t } from './i18n.js';

const ZONE = 'Europe/Oslo';
const DAY = { day: '2-digit', month: '2-digit', year: 'numeric' };
const LONG_DAY = { day: 'numeric', month: 'long', year: 'numeric' };

/**
 * @param {string|null|undefined} date `2026-11-20`
 * @returns {string} `20.11.2026`; an empty string for none, and what is no date as it is
 */
export function formatDate(date) {
  if (!date) return '';
  if (Number.isNaN(Date.parse(date))) return date;
  // A date without a time has no zone: read it as UTC and write it as UTC.
  return date.length === 10 ? write(new Date(`${date}T00:00:00Z`), { ...DAY, timeZone: 'UTC' }) : write(new Date(date), DAY);
}

/**
 * @param {string|Date} moment
 * @returns {string} `12.31`, in English `12:31`
 */
export function formatTime(moment) {
  return write(new Date(moment), { hour: '2-digit', minute: '2-digit' }).replace(':', t('time.separator'));
}

/**
 * @param {string|null|undefined} moment RFC 3339
 * @returns {string} `i dag kl. 12.31`, `i går kl. 09.05` or `18. november 2026 kl. 12.31`
 */
export function formatMoment(moment) {
  if (!moment) return '';
  const time = formatTime(moment);
  const days = daysAgo(moment);
  if (days === 0) return t('time.today', { time });
  if (days === 1) return t('time.yesterday', { time });
  return t('time.onDay', { day: write(new Date(moment), LONG_DAY), time });
}

/**
 * @param {string} moment
 * @returns {string} `I dag`, `I går` or `18. november 2026`
 */
export function formatDay(moment) {
  const days = daysAgo(moment);
  if (days === 0) return t('time.dayToday');
  return days === 1 ? t('time.dayYesterday') : write(new Date(moment), LONG_DAY);
}

/**
 * @param {string|null|undefined} moment
 * @returns {string} `20.11.2026 kl. 12.31`, for tables
 */
export function formatStamp(moment) {
  return moment ? t('time.onDay', { day: formatDate(moment), time: formatTime(moment) }) : '';
}

/**
 * @param {string} number
 * @returns {string} a Norwegian number as `900 00 002` or `22 33 44 55`, others as they are
 */
export function formatPhone(number) {
  const [, digits] = /^(?:\+47)?(\d{8})$/.exec(number.replaceAll(' ', '')) ?? [];
  if (!digits) return number;
  const groups = /^[489]/.test(digits) ? /(\d{3})(\d{2})(\d{3})/ : /(\d{2})(\d{2})(\d{2})(\d{2})/;
  return groups.exec(digits).slice(1).join('\u00a0');
}

/**
 * @param {number} seconds
 * @returns {string} `9 minutter`, or `40 sekunder` in the last minute
 */
export function formatDuration(seconds) {
  if (seconds >= 60) return t('time.minutes', { n: Math.ceil(seconds / 60) });
  return t('time.seconds', { n: Math.max(0, Math.floor(seconds)) });
}

/**
 * @param {number} bytes
 * @returns {string} as `300 kB` or `3,9 MB`
 */
export function formatBytes(bytes) {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1024), 'kilobyte'] : [bytes / (1024 * 1024), 'megabyte'];
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

function daysAgo(moment) {
  const dayNumber = (date) => Date.parse(dayOf(date)) / 86_400_000;
  return Math.round(dayNumber(new Date()) - dayNumber(new Date(moment)));
}

function write(date, options) {
  return dateFormat({ timeZone: ZONE, ...options }).format(date);
}
