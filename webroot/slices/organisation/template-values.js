/** The content of a template of goals and activities, as data (ORG-1). */

import { t } from '../../core/i18n.js';

export const NEW_ACTIVITY = { title: '', description: '' };
export const NEW_SUB_GOAL = { ...NEW_ACTIVITY, activities: [], subGoals: [] };
export const NEW_GOAL = NEW_SUB_GOAL;

/** @typedef {(string|number)[]} Place names and positions, from the values down to a part of them */

/**
 * @param {Partial<import('contract').Template>} template
 * @returns {any} the form's values
 */
export function templateValues({ name = '', planType = null, goals = [NEW_GOAL] }) {
  return { name, planType: planType ?? '', goals };
}

/**
 * @param {any} values
 * @returns {import('contract').TemplateInput}
 */
export function templateInput({ name, planType, goals }) {
  return { name: name.trim(), planType: planType || null, goals };
}

/**
 * @param {any} values
 * @returns {Record<string, string>} codes by field
 */
export function validateTemplate({ name, goals }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!name.trim()) errors.name = 'required';
  if (goals.length === 0) errors.goals = 'template.empty';
  goals.forEach((goal, at) => requireTitles(goal, `goals.${at}`, errors));
  return errors;
}

function requireTitles({ title, activities = [], subGoals = [] }, field, errors) {
  if (!title.trim()) errors[`${field}.title`] = 'required';
  activities.forEach((activity, at) => requireTitles(activity, `${field}.activities.${at}`, errors));
  subGoals.forEach((goal, at) => requireTitles(goal, `${field}.subGoals.${at}`, errors));
}

/**
 * @param {any} values
 * @param {Place} place
 * @param {(part: any) => any} change
 * @returns {any} the values with another part at the place
 */
export function withPart(values, [key, ...rest], change) {
  const part = rest.length > 0 ? withPart(values[key], rest, change) : change(values[key]);
  return Array.isArray(values) ? values.map((one, at) => (at === key ? part : one)) : { ...values, [key]: part };
}

/**
 * @param {any} values
 * @param {Place} place of an element of a list
 * @returns {any} the values without it
 */
export function withoutPart(values, place) {
  return withPart(values, place.slice(0, -1), (list) => list.filter((_, at) => at !== place.at(-1)));
}

/**
 * @param {any} values
 * @returns {string} as lines of text, for comparison
 */
export function templateText({ name, planType, goals }) {
  const type = planType ? t(`planType.${planType}`) : t('template.allTypes');
  return [name, type, ...goals.flatMap((goal) => goalLines(goal, ''))].join('\n');
}

/**
 * @param {any} goal
 * @param {string} indent
 * @returns {string[]} the goal and what is below it, a line each
 */
function goalLines({ title, description = '', activities = [], subGoals = [] }, indent) {
  const deeper = `${indent}  `;
  return [`${indent}${title}`, ...(description ? [`${deeper}${description}`] : []),
    ...activities.flatMap((activity) => goalLines(activity, `${indent}– `)), ...subGoals.flatMap((goal) => goalLines(goal, deeper))];
}
