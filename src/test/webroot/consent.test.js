import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { toFormValues, widenedShares } from '../../../webroot/slices/consent/consent.js';

const OWNER = { participantId: 'o', name: 'Nora', role: 'OWNER', consentScope: null };
const TEACHER = { participantId: 't', name: 'Lars', role: 'PROVIDER', consentScope: 'Skole' };
const MOTHER = { participantId: 'm', name: 'Marit', role: 'NEXT_OF_KIN', consentScope: null };
const page = (more) => /** @type {any} */ ({ current: null, history: [], participants: [OWNER, TEACHER, MOTHER], ...more });

test('a consent given anew starts with the limits of the withdrawn one', () => {
  const values = toFormValues(page({ history: [{ scope: 'Alt', differentiated: true }] }));
  assert.equal(values.scope, 'Alt');
  assert.equal(values.differentiated, true);
  assert.equal(values['share-t'], 'Skole');
  assert.deepEqual(widenedShares(values, page()), []);
});

test('limits that are set outside the consent are kept too', () => {
  assert.equal(toFormValues(page({ current: { scope: 'Alt', differentiated: false } })).differentiated, true);
  assert.equal(toFormValues(page({ participants: [OWNER, MOTHER] })).differentiated, false);
});

test('a share that is emptied, or a switch that is turned off, makes the consent wider', () => {
  const wider = [{ name: 'Lars', before: 'Skole' }];
  const values = toFormValues(page());
  assert.deepEqual(widenedShares({ ...values, 'share-t': ' ' }, page()), wider);
  assert.deepEqual(widenedShares({ ...values, differentiated: false }, page()), wider);
  assert.deepEqual(widenedShares({ ...values, 'share-t': 'Skole og fritid' }, page()), []);
});
