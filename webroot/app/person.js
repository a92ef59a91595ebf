/** A person between the contract's PersonInput and a form, where everything empty is an empty text (PERSON-2). */

const TEXTS = ['firstName', 'lastName', 'birthDate', 'workplace', 'jobTitle', 'email', 'mobile', 'phone', 'fax', 'street', 'postcode', 'city'];
const FLAGS = ['hidePhone', 'hideMobile', 'limitSearch'];

/** @param {any} [card] a PersonCard, or part of one @returns {any} what the form holds */
export function personValues(card = {}) {
  return Object.fromEntries([
    ...TEXTS.map((field) => [field, card[field] ?? '']),
    ...FLAGS.map((field) => [field, card[field] ?? false]),
  ]);
}

/** @param {any} values what the form holds @returns {any} a PersonInput */
export function personInput(values) {
  return Object.fromEntries([
    ...TEXTS.map((field) => [field, values[field]?.trim() || null]),
    ...FLAGS.map((field) => [field, values[field] === true]),
  ]);
}

/** @param {any} values @returns {string[]} the fields that everyone sees who finds the person by name (PERSON-4) */
export function fieldsAcrossPlans({ hidePhone, hideMobile }) {
  const always = ['firstName', 'lastName', 'workplace', 'jobTitle', 'email'];
  return [...always, ...(hideMobile ? [] : ['mobile']), ...(hidePhone ? [] : ['phone'])];
}

/** @param {import('./problem.js').Problem} problem @returns {Record<string, string>} the code of what is wrong, by field */
export function personErrors(problem) {
  return Object.fromEntries((problem.errors ?? []).map(({ field, code }) => [field, code]));
}
