/** Steps, initial values, validation and request body of the "create plan" form (PLAN-1). */

import { today, addYears } from '../../core/dates.js';
import { personInput, personValues } from '../person/person.js';
import { session } from '../../core/session.js';
import { periodErrors, periodInput, periodValues } from './plan-period.js';
import './texts.js';

export const STEPS = ['owner', 'details', 'consent', 'summary'];
const BEGINNING = '/planer/ny';
const ADDRESSES = { owner: 'eier', details: 'type', consent: 'samtykke', summary: 'sammendrag' };
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * @param {string} step
 * @returns {string} the step's own address
 */
export function addressOf(step) {
  return `${BEGINNING}/${ADDRESSES[step]}`;
}

/**
 * @param {string} pathname
 * @returns {string|null} the step with that address; null for the address that the wizard is opened by
 */
export function stepAt(pathname) {
  return STEPS.find((step) => addressOf(step) === pathname.replace(/\/$/, '')) ?? null;
}

/**
 * @param {string} pathname
 * @returns {boolean} whether it is the address of the wizard or of one of its steps
 */
export function isWizard(pathname) {
  return pathname === BEGINNING || pathname.startsWith(`${BEGINNING}/`);
}

/**
 * @param {string} field the path of a field in the values
 * @returns {string} the step that has it
 */
export function stepOf(field) {
  const [part] = field.split('.');
  if (part === 'owner' || part === 'person') return 'owner';
  if (part === 'consent') return 'consent';
  return part === 'secondPlan' ? 'summary' : 'details';
}

/**
 * @param {string} field as the server names it
 * @returns {string} its path in the values
 */
export function pathOf(field) {
  if (field.endsWith('.personId')) return field.split('.')[0];
  if (field.startsWith('legalBasis.')) return 'legalBasisText';
  return field.replace(/^owner\./, 'person.');
}

/**
 * @param {import('contract').Organisation[]} units where plans may be created
 * @returns {any} the initial values
 */
export function emptyForm(units) {
  const day = today();
  return {
    owner: null,
    register: false,
    person: personValues(),
    registerAnyway: false,
    type: '',
    shortName: '',
    startDate: day,
    ...periodValues(),
    organisationId: (units.find(({ chosen }) => chosen) ?? units[0])?.id ?? null,
    coordinator: null,
    templateId: null,
    consent: {
      from: day, until: addYears(day, 1), scope: '', notCovered: '', capacity: '', givenByName: '', reason: '', differentiated: false,
    },
    secondPlan: false,
  };
}

/**
 * @param {string} step
 * @param {any} values
 * @param {{needsGuardian: boolean, needsSecondPlanConfirmation: boolean}} plan
 * @returns {Record<string, string>} codes by field
 */
export function validateStep(step, values, { needsGuardian, needsSecondPlanConfirmation }) {
  if (step === 'owner') return validateOwner(values);
  if (step === 'details') return validateDetails(values);
  if (step === 'consent') return validateConsent(values.consent, needsGuardian);
  return needsSecondPlanConfirmation && !values.secondPlan ? { secondPlan: 'createPlan.secondMissing' } : {};
}

// E-mail and mobile aren't needed before the owner gets an account (PERSON-2).
function validateOwner({ owner, register, person }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!register && !owner) errors.owner = 'createPlan.ownerMissing';
  if (!register) return errors;
  if (!person.firstName.trim()) errors['person.firstName'] = 'required';
  if (!person.lastName.trim()) errors['person.lastName'] = 'required';
  if (person.unborn) return { ...errors, ...dateError('person.dueDate', person.dueDate) };
  if (person.birthDate && !DATE.test(person.birthDate)) errors['person.birthDate'] = 'date.unreadable';
  return errors;
}

function validateDetails(values) {
  const { type, startDate, plannedEnd } = values;
  return {
    ...(type ? {} : { type: 'createPlan.typeMissing' }), ...dateError('startDate', startDate), ...periodErrors(values),
    ...(plannedEnd ? dateError('plannedEnd', plannedEnd) : {}),
  };
}

/**
 * @param {any} consent values
 * @param {boolean} needsGuardian
 * @returns {Record<string, string>} codes by field
 */
export function validateConsent(consent, needsGuardian) {
  const errors = {};
  const requireField = (field, code = 'required') => consent[field].trim() || (errors[`consent.${field}`] = code);
  requireField('capacity', 'createPlan.capacityMissing');
  requireField('scope', 'createPlan.scopeMissing');
  if (consent.capacity && consent.capacity !== 'OWNER') requireField('givenByName');
  if (consent.capacity === 'REPRESENTATIVE') requireField('reason', 'createPlan.reasonMissing');
  if (consent.capacity === 'OWNER' && needsGuardian) errors['consent.capacity'] = 'consent.guardianRequired';
  if (consent.from && consent.until && consent.until < consent.from) errors['consent.until'] = 'date.endBeforeStart';
  return { ...errors, ...dateError('consent.from', consent.from), ...dateError('consent.until', consent.until) };
}

function dateError(field, date) {
  if (!date) return { [field]: 'required' };
  return DATE.test(date) ? {} : { [field]: 'date.unreadable' };
}

/**
 * @param {any} values
 * @returns {import('contract').NewPlan}
 */
export function toRequest(values) {
  const { owner, register, person, registerAnyway, type, shortName, startDate, organisationId, coordinator, templateId, consent,
    secondPlan } = values;
  return {
    owner: register ? { ...personInput(person), registerAnyway } : { personId: owner.personId },
    type,
    shortName: shortName.trim() || null,
    startDate,
    ...periodInput(values),
    organisationId,
    ...(coordinator && coordinator.personId !== session.me.personId ? { coordinator: { personId: coordinator.personId } } : {}),
    ...(templateId ? { templateId } : {}),
    consent: {
      ...consent, notCovered: text(consent.notCovered), givenByName: text(consent.givenByName), reason: text(consent.reason),
    },
    secondPlan,
  };
}

/**
 * @param {string|null|undefined} value
 * @returns {string|null} what was written, or null
 */
export function text(value) {
  return value?.trim() || null;
}
