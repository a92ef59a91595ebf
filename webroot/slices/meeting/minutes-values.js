/** Minutes as the form has them, and as the service takes them (MEET-1). */

import { addDays, today } from '../../core/dates.js';
import { formatDate } from '../../core/format.js';
import { localTime } from '../calendar/local-time.js';

const STANDARD_DAYS = 14;

/** A decision that is yet to be written. */
export const NEW_DECISION = { title: '', responsible: [], due: '', goalId: '' };

/**
 * @param {{responsible: string[]|string}} decision in a draft of an earlier version, one id or nothing
 * @returns {string[]} ids
 */
export const responsibleOf = ({ responsible }) => [responsible].flat().filter(Boolean);

function decisionValues({ id, title, responsible, due }) {
  return { id, title, names: responsible.map(({ name }) => name).join(', '), responsible: [], due: due ?? '', goalId: '' };
}

/** @param {any} meeting as the service has it */
export function minutesValues({ agenda, minutes, next }) {
  const written = new Map((minutes?.points ?? []).map((point) => [point.agendaId, point]));
  const points = agenda.map(({ id, title }) => ({ agendaId: id, title, text: written.get(id)?.text ?? '',
    decisions: (written.get(id)?.decisions ?? []).map(decisionValues) }));
  const start = next ? localTime(next.start) : '';
  return { points: points.length === 0 ? [{ title: '', text: '', decisions: [] }] : points, nextDay: start.slice(0, 10),
    nextTime: start.slice(11) || '10:00', agreeBy: addDays(today(), STANDARD_DAYS) };
}

function decisionInput(decision) {
  const { id, title, due, goalId } = decision;
  if (id) return { id, title };
  return { title: title.trim(), responsible: responsibleOf(decision), due: due || null, goalId: goalId || null };
}

/** @param {any} values of the form */
export function minutesInput({ points, nextDay, nextTime, agreeBy }) {
  return { nextStart: nextDay ? `${nextDay}T${nextTime}` : null, agreeBy: agreeBy || null,
    points: points.map(({ agendaId, title, text, decisions }) => ({ ...(agendaId ? { agendaId } : { title: title.trim() }), text,
      decisions: decisions.map(decisionInput) })) };
}

/**
 * @param {any} values
 * @returns {Record<string, string>} errors by field
 */
export function validateMinutes({ points, nextDay, nextTime, agreeBy }) {
  /** @type {Record<string, string>} */
  const errors = {};
  points.forEach(({ agendaId, title, decisions }, index) => {
    if (!agendaId && !title.trim()) errors[`points.${index}.title`] = 'required';
    decisions.forEach((decision, at) => {
      if (!decision.title.trim()) errors[`points.${index}.decisions.${at}.title`] = 'required';
    });
  });
  if (nextDay && !nextTime) errors.nextTime = 'required';
  if (agreeBy && agreeBy < today()) errors.agreeBy = 'date.past';
  return errors;
}

/** @param {string} field as the service names it */
export const minutesField = (field) => (field === 'nextStart' ? 'nextDay' : field);

/**
 * @param {any} values
 * @returns {string} for the choice between two versions
 */
export function minutesText({ points, nextDay, nextTime }) {
  return [...points.flatMap(({ title, text, decisions }) => [title, text, ...decisions.map((decision) => `→ ${decision.title}`)]),
    nextDay && `${formatDate(nextDay)} ${nextTime}`].filter(Boolean).join('\n');
}
