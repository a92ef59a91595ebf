/** What one is summoned to, as the form has it, and as the service takes it. */

import { today } from '../../core/dates.js';
import { whenText } from '../calendar/calendar-items.js';
import { addMinutes, localTime, nextHour } from '../calendar/local-time.js';

/**
 * @param {import('contract').PlanHome} home
 * @returns {any} a meeting of the whole group
 */
export function newMeeting(home) {
  const start = `${today()}T${nextHour()}`;
  return { title: '', start, end: addMinutes(start, 60), place: '', link: '', agenda: [],
    invited: home.participants.map(({ participantId }) => ({ participantId })) };
}

/** @param {any} meeting as the service has it */
export function meetingValues({ title, start, end, place, link, agenda, invited }) {
  const from = localTime(start);
  const points = agenda.map(({ id, title: text }) => ({ id, title: text }));
  return { title, day: from.slice(0, 10), startTime: from.slice(11), endTime: localTime(end).slice(11), place, link,
    agenda: points.length === 0 ? [{ title: '' }] : points, invited: invited.map(({ participantId }) => participantId) };
}

/** @param {any} values of the form */
export function meetingInput({ title, day, startTime, endTime, place, link, agenda, invited }) {
  return { title: title.trim(), start: `${day}T${startTime}`, end: `${day}T${endTime}`, place: place.trim(), link: link.trim(),
    agenda: agenda.filter((point) => point.title.trim()), invited };
}

/**
 * @param {any} values
 * @returns {Record<string, string>} errors by field
 */
export function validateMeeting({ title, day, startTime, endTime, invited }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!title.trim()) errors.title = 'required';
  if (!day) errors.day = 'required';
  if (!startTime) errors.startTime = 'required';
  if (!endTime) errors.endTime = 'required';
  else if (endTime <= startTime) errors.endTime = 'time.beforeStart';
  if (invited.length === 0) errors.invited = 'required';
  return errors;
}

/** @param {string} field as the service names it */
export const meetingField = (field) => ({ start: 'startTime', end: 'endTime' })[field] ?? field;

/**
 * @param {any} values
 * @param {import('contract').PlanHome} home
 * @returns {string} for the choice between two versions
 */
export function meetingText({ title, day, startTime, endTime, place, link, agenda, invited }, home) {
  const names = home.participants.filter(({ participantId }) => invited.includes(participantId)).map(({ name }) => name);
  const when = day ? whenText({ allDay: false, start: `${day}T${startTime}`, end: `${day}T${endTime}` }) : '';
  return [title, when, place, link, ...agenda.map((point) => point.title), names.join(', ')].filter(Boolean).join('\n');
}
