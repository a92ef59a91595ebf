/** An event as the form has it, and as the service takes it. */

import { today } from '../../core/dates.js';
import { whenText } from './calendar-items.js';
import { addMinutes, localTime, minutesBetween, nextHour } from './local-time.js';
import { choiceOf, choiceText, isWorkday, ruleOf } from './recurrence.js';

/**
 * @param {string} [time] a day, or a time in the plan's zone
 * @returns {any} as an event of the service
 */
export function newEvent(time = '') {
  const day = /^\d{4}-\d\d-\d\d/.test(time) ? time.slice(0, 10) : today();
  const start = `${day}T${/T\d\d:\d\d/.test(time) ? time.slice(11, 16) : nextHour()}`;
  return { title: '', allDay: false, start, end: addMinutes(start, 60), place: '', description: '', rrule: null, reminder: null };
}

/** @param {any} event as the service has it */
export function eventValues({ title, allDay, start, end, place, description, rrule, reminder }) {
  const from = localTime(start);
  const to = localTime(end);
  return { title, allDay, start: from.slice(0, 10), startTime: allDay ? '10:00' : from.slice(11), storedStart: start,
    end: to.slice(0, 10), endTime: allDay ? '11:00' : to.slice(11), storedEnd: end, place, description, rrule, ...choiceOf(rrule),
    reminder: String(reminder ?? '') };
}

/** @param {any} values of the form */
export function eventInput(values) {
  const { title, allDay, start, startTime, storedStart, end, endTime, storedEnd, place, description, reminder } = values;
  // as it was, if it is the same: in an hour that comes twice only the offset tells which
  const time = (day, clock, stored = '') => {
    const local = `${day}T${clock}`;
    if (allDay) return day;
    return stored.startsWith(local) ? stored : local;
  };
  return { title: title.trim(), allDay, start: time(start, startTime, storedStart), end: time(end, endTime, storedEnd),
    place: place.trim(), description, rrule: ruleOf(values), reminder: reminder === '' ? null : Number(reminder) };
}

function missing(values) {
  /** @type {Record<string, string>} */
  const errors = {};
  const required = ['title', 'start', 'end', ...(values.allDay ? [] : ['startTime', 'endTime'])];
  for (const name of required) if (!values[name].trim()) errors[name] = 'required';
  return errors;
}

/**
 * @param {any} values
 * @returns {Record<string, string>} errors by field
 */
export function validateEvent(values) {
  const { allDay, start, startTime, end, endTime, repeat, until } = values;
  const errors = missing(values);
  if (end && start && `${end}T${allDay ? '' : endTime}` < `${start}T${allDay ? '' : startTime}`) errors.end = 'date.beforeStart';
  if (repeat === 'WORKDAY' && start && !isWorkday(start)) errors.repeat = 'rrule.start';
  if (repeat !== 'NONE' && until && until < start) errors.until = 'date.beforeStart';
  return errors;
}

/** @param {any} values for the choice between two versions */
export function eventText(values) {
  const { title, allDay, start, startTime, end, endTime, place, description, repeat } = values;
  const when = whenText({ allDay, start: `${start}T${startTime}`, end: `${end}T${endTime}` });
  return [title, when, place, repeat === 'NONE' ? '' : choiceText(repeat, start), description].filter(Boolean).join('\n');
}

/**
 * A new start takes the end along.
 *
 * @param {any} values
 * @param {{start?: string, startTime?: string}} change
 */
export function withStart(values, change) {
  const next = { ...values, ...change };
  const isWhole = values.start && next.start && values.end && values.startTime && next.startTime && values.endTime;
  if (!isWhole) return change;
  const length = minutesBetween(`${values.start}T${values.startTime}`, `${values.end}T${values.endTime}`);
  const end = addMinutes(`${next.start}T${next.startTime}`, Math.max(length, 0));
  return { ...change, end: end.slice(0, 10), endTime: end.slice(11) };
}
