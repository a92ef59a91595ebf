/** What stands in the form of a new plan, what is missing in it, and how it is sent (PLAN-1). */

import { newKey } from './api.js';
import { today, yearsAfter } from './days.js';
import { personInput, personValues } from './person.js';
import { session } from './session.js';
import { t } from './i18n.js';

/** @param {any[]} units where plans may be made @returns {any} what stands in the form when nothing is written yet */
export function empty(units) {
  const day = today();
  return {
    step: 'owner',
    key: newKey(),
    owner: null,
    register: false,
    person: personValues(),
    registerAnyway: false,
    type: '',
    shortName: '',
    startDate: day,
    organisationId: units[0]?.id ?? null,
    coordinator: null,
    consent: { from: day, until: yearsAfter(day, 1), scope: '', capacity: '', givenByName: '', reason: '', differentiated: false },
    secondPlan: false,
  };
}

/**
 * What is missing in the step that is shown.
 *
 * @param {import('./new-plan.js').NewPlan} plan
 * @returns {Record<string, string>} in words, by field; the owner's as codes
 */
export function missing({ content, needsGuardian }) {
  const steps = { owner: missingOwner, facts: missingFacts, consent: (one) => missingConsent(one, needsGuardian), summary: () => ({}) };
  return steps[content.step](content);
}

function missingOwner({ owner, register, person }) {
  if (!register) return owner ? {} : { owner: t('newPlan.ownerMissing') };
  const errors = {};
  if (!person.firstName.trim()) errors['owner.firstName'] = 'required';
  if (!person.lastName.trim()) errors['owner.lastName'] = 'required';
  if (!person.mobile.trim() && !person.email.trim()) Object.assign(errors, { 'owner.email': 'person.contactRequired', 'owner.mobile': 'person.contactRequired' });
  return errors;
}

function missingFacts({ type, startDate }) {
  const errors = {};
  if (!type) errors.type = t('newPlan.typeMissing');
  if (!startDate) errors.startDate = t('fieldError.required');
  return errors;
}

function missingConsent({ consent }, needsGuardian) {
  const errors = {};
  const need = (field, words = t('fieldError.required')) => consent[field]?.trim() || (errors[`consent.${field}`] = words);
  need('capacity', t('newPlan.capacityMissing'));
  need('from');
  need('until');
  need('scope', t('newPlan.scopeMissing'));
  if (consent.capacity && consent.capacity !== 'OWNER') need('givenByName');
  if (consent.capacity === 'REPRESENTATIVE') need('reason', t('newPlan.reasonMissing'));
  if (consent.capacity === 'OWNER' && needsGuardian) errors['consent.capacity'] = t('fieldError.consent_guardianNeeded');
  if (consent.from && consent.until && consent.until < consent.from) errors['consent.until'] = t('fieldError.date_beforeFrom');
  return errors;
}

/** @param {any} content of the form @returns {any} as the contract's NewPlan */
export function body({ owner, register, person, registerAnyway, type, shortName, startDate, organisationId, coordinator, consent, secondPlan }) {
  return {
    owner: register ? { ...personInput(person), registerAnyway } : { personId: owner.personId },
    type,
    shortName: shortName.trim() || null,
    startDate,
    organisationId,
    ...(coordinator && coordinator.personId !== session.me.personId ? { coordinator: { personId: coordinator.personId } } : {}),
    consent: { ...consent, givenByName: consent.givenByName.trim() || null, reason: consent.reason.trim() || null },
    secondPlan,
  };
}
