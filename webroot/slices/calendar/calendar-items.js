/** Items of the calendar: addresses, when they are, and how they are moved. */

import { dateFormat } from '../../core/date-format.js';
import { addDays } from '../../core/dates.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { withOwnWeekday } from '../../core/weekdays.js';
import { addMinutes, localTime } from './local-time.js';

/** @typedef {import('contract').CalendarItem} CalendarItem */

const LONG_DAY = /** @type {const} */ ({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** @param {string} planId */
export const calendarPath = (planId) => `/planer/${planId}/kalender`;

/**
 * @param {string} planId
 * @param {{start: string, rrule: string|null}} event whose start is its first when it is a series
 * @param {string|null} day the occurrence that is looked at
 * @returns {string} the address of the calendar where it shows the event; today for a whole series
 */
export function calendarAt(planId, { start, rrule }, day) {
  return rrule && !day ? calendarPath(planId) : `${calendarPath(planId)}?dag=${start.slice(0, 10)}`;
}

/**
 * @param {string} planId
 * @param {{kind: string, id: string, occurrence?: string|null}} item
 */
export function itemPath(planId, { kind, id, occurrence }) {
  if (kind === 'ACTIVITY') return `/planer/${planId}/aktiviteter/${id}`;
  if (kind === 'MEETING') return `/planer/${planId}/moter/${id}`;
  return `${calendarPath(planId)}/${id}${occurrence ? `?dag=${occurrence}` : ''}`;
}

/**
 * @param {string} planId
 * @param {string} id
 * @param {string|null} [occurrence]
 * @param {boolean} [following]
 */
export function eventApi(planId, id, occurrence, following) {
  const query = occurrence ? `?occurrence=${occurrence}${following ? '&following=true' : ''}` : '';
  return `/plans/${planId}/calendar/${id}${query}`;
}

function dayText(time) {
  const date = new Date(`${time.slice(0, 10)}T00:00:00Z`);
  return withOwnWeekday(dateFormat({ ...LONG_DAY, timeZone: 'UTC' }).format(date), date);
}

const clock = (time) => time.slice(11, 16).replace(':', t('time.separator'));

/**
 * @param {{start: string, end: string, allDay: boolean}} item
 * @returns {string} `tirsdag 1. desember 2026 kl. 10.00–11.00`
 */
export function whenText({ start, end, allDay }) {
  const first = dayText(start);
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  if (allDay) return sameDay ? first : t('event.days', { first, last: dayText(end) });
  const times = { day: first, from: clock(start), to: clock(end) };
  return sameDay ? t('event.times', times) : t('event.timesOver', { ...times, last: dayText(end) });
}

/**
 * @param {CalendarItem} item
 * @returns {any} what the service takes
 */
export function inputOf({ title, allDay, start, end, place, description, rrule, reminder }) {
  return { title, allDay, start, end, place, description, rrule, reminder };
}

/**
 * @param {{start: string, end: string, allDay: boolean}} item
 * @param {{days?: number, minutes?: number}} by
 * @returns {any} the item, later or earlier
 */
export function movedBy(item, { days = 0, minutes = 0 }) {
  const move = (time) => (item.allDay ? addDays(time, days) : addMinutes(localTime(time), days * 1440 + minutes));
  return { ...item, start: move(item.start), end: move(item.end) };
}

/**
 * @param {CalendarItem} item
 * @returns {string} for a message that it was moved
 */
export const startText = ({ start, allDay }) =>
  (allDay ? formatDate(start) : t('time.onDay', { day: formatDate(start.slice(0, 10)), time: clock(start) }));

/**
 * A long activity as a list has it: once, with its last day in the title.
 *
 * @param {CalendarItem} item
 * @param {string} from the first day of the list
 * @returns {CalendarItem}
 */
export function onFirstDay(item, from) {
  if (item.kind !== 'ACTIVITY' || item.start === item.end) return item;
  const day = item.start < from ? from : item.start;
  return { ...item, title: t('calendar.lastDay', { title: item.title, day: formatDate(item.end) }), start: day, end: day };
}

const REMINDERS = [0, 60, 180, 1440, 2880, 10080];

/**
 * @param {number} minutes before the start
 * @returns {string}
 */
export const reminderText = (minutes) =>
  (REMINDERS.includes(minutes) ? t(`reminder.${minutes}`) : t('reminder.minutes', { n: minutes }));
