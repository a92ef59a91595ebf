/** Maps persons between the API and forms, where missing values are empty strings (PERSON-2). */

const TEXTS = ['firstName', 'lastName', 'birthDate', 'dueDate', 'workplace', 'jobTitle', 'email', 'mobile', 'phone', 'fax', 'street',
  'postcode', 'city'];
const FLAGS = ['hidePhone', 'hideMobile', 'limitSearch'];

/**
 * @param {string} field as the server names it, in a request that holds a person
 * @returns {string} its path in the values of a form, which holds the person's fields by themselves
 */
export function inPerson(field) {
  return field.replace(/^person\./, '');
}

/**
 * @param {Partial<import('contract').PersonCard>} [card]
 * @returns {Record<string, any>} form values
 */
export function personValues(card = {}) {
  return Object.fromEntries([
    ...TEXTS.map((field) => [field, card[field] ?? '']),
    ...FLAGS.map((field) => [field, card[field] ?? false]),
    // a due date takes the birth date's place
    ['unborn', Boolean(card.dueDate)],
  ]);
}

/**
 * @param {Record<string, any>} values of the form
 * @returns {any} a PersonInput of the API
 */
export function personInput(values) {
  return Object.fromEntries([
    ...TEXTS.map((field) => [field, values[field]?.trim() || null]),
    ...FLAGS.map((field) => [field, values[field] === true]),
    [values.unborn ? 'birthDate' : 'dueDate', null],
  ]);
}

/**
 * @param {Record<string, any>} before a card
 * @param {Record<string, any>} input as sent
 * @param {Record<string, any>} after the card as it was saved
 * @returns {boolean} whether a new e-mail or mobile waits (PERSON-15)
 */
export function addressWaits(before, input, after) {
  const key = (value) => (value ?? '').replace(/[\s()-]|^(\+|00)47/g, '').toLowerCase();
  return ['email', 'mobile'].some((field) => key(input[field]) !== key(before[field]) && key(after[field]) === key(before[field]));
}

/**
 * @param {{hidePhone?: boolean, hideMobile?: boolean, addressBlock?: string}} values
 * @returns {string[]} the fields visible to everyone who finds the person by name (PERSON-4, PERSON-13)
 */
export function fieldsAcrossPlans({ hidePhone, hideMobile, addressBlock }) {
  if (addressBlock === 'STRICTLY_CONFIDENTIAL') return [];
  const always = ['firstName', 'lastName', 'jobTitle', 'email'];
  return addressBlock ? always : [...always, 'workplace', ...(hideMobile ? [] : ['mobile']), ...(hidePhone ? [] : ['phone'])];
}
