/** Recurrence in plain words, and as a rule of RFC 5545 (CAL-3). */

import { dateFormat } from '../../core/date-format.js';
import { t } from '../../core/i18n.js';
import { withOwnWeekday } from '../../core/weekdays.js';
import { formatDate } from '../../core/format.js';
import { endOfDayInUtc } from './local-time.js';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const RULES = {
  DAY: 'FREQ=DAILY',
  WORKDAY: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  WEEK: 'FREQ=WEEKLY',
  TWO_WEEKS: 'FREQ=WEEKLY;INTERVAL=2',
  MONTH: 'FREQ=MONTHLY',
  YEAR: 'FREQ=YEARLY',
};

/** How often, as the form offers it; `NONE` for once. */
export const CHOICES = ['NONE', 'DAY', 'WORKDAY', 'WEEK', 'TWO_WEEKS', 'MONTH', 'YEAR'];

/**
 * @param {string|null} rrule
 * @returns {{repeat: string, until: string}} `OTHER` for a rule that the form has no words for
 */
export function choiceOf(rrule) {
  if (!rrule) return { repeat: 'NONE', until: '' };
  const parts = rrule.split(';').filter((part) => !part.startsWith('WKST='));
  const until = parts.find((part) => part.startsWith('UNTIL='))?.slice(6) ?? '';
  const rest = parts.filter((part) => !part.startsWith('UNTIL=')).join(';');
  const repeat = Object.keys(RULES).find((choice) => RULES[choice] === rest) ?? 'OTHER';
  return { repeat, until: untilDay(until) };
}

// an UNTIL in UTC is at the end of the day that the form had, or at an occurrence on it
function untilDay(until) {
  if (!until) return '';
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(until);
  return `${year}-${month}-${day}`;
}

/**
 * @param {{repeat: string, until: string, allDay: boolean, rrule: string|null}} values of the form
 * @returns {string|null}
 */
export function ruleOf({ repeat, until, allDay, rrule }) {
  if (repeat === 'NONE') return null;
  if (repeat === 'OTHER') return rrule;
  const end = allDay ? until.replaceAll('-', '') : until && endOfDayInUtc(until);
  return RULES[repeat] + (end ? `;UNTIL=${end}` : '');
}

/**
 * @param {string} day
 * @returns {boolean} whether it is from Monday to Friday
 */
export const isWorkday = (day) => !['SU', 'SA'].includes(WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]);

/**
 * @param {string} choice
 * @param {string} day the first
 * @returns {string} `Hver uke på tirsdag`
 */
export function choiceText(choice, day) {
  const date = new Date(`${day || '2027-01-01'}T00:00:00Z`);
  const weekday = withOwnWeekday(dateFormat({ weekday: 'long', timeZone: 'UTC' }).format(date), date);
  const dayOfYear = dateFormat({ day: 'numeric', month: 'long', timeZone: 'UTC' }).format(date);
  return t(`recurrence.${choice}`, { weekday, day: date.getUTCDate(), dayOfYear });
}

/**
 * @param {{rrule: string|null, occurrence: string|null, start: string}} item
 * @returns {string} an empty string for what doesn't recur
 */
export function recurrenceText({ rrule, occurrence, start }) {
  if (!rrule) return '';
  const { repeat, until } = choiceOf(rrule);
  const text = choiceText(repeat, occurrence ?? start.slice(0, 10));
  return until ? t('recurrence.until', { text, day: formatDate(until) }) : text;
}
