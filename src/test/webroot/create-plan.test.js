import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { Answer, answerWith, FakeHost, loadTexts, requests } from './browser.js';
import { CreatePlanController } from '../../../webroot/slices/plan/create-plan-controller.js';
import { addressOf, stepAt, STEPS } from '../../../webroot/slices/plan/create-plan-form.js';
import { session } from '../../../webroot/core/session.js';
import { addYears, today } from '../../../webroot/core/dates.js';

const UNIT = { id: 'u', name: 'Vik', mayCreatePlans: true, consentAge: 16 };
const PERSON = { personId: 'o', firstName: 'Ola', lastName: 'Dunk' };

/** @type {any} */
let host;
/** @type {CreatePlanController} */
let plan;
let answer;
let created;

before(loadTexts);
beforeEach(async () => {
  answer = () => ({ id: 'plan' });
  created = [];
  draftIs(null);
  session.me = /** @type {any} */ ({ personId: 'me', firstName: 'Per', lastName: 'Koordinator' });
  await open();
});
afterEach(() => host.disconnect());

function draftIs(content) {
  answerWith(({ method, path }) => {
    if (path.endsWith('/organisations')) return { items: [UNIT, { ...UNIT, id: 'v', mayCreatePlans: false }] };
    if (method === 'GET') return { content };
    return path.endsWith('/plans') ? answer() : null;
  });
}

async function open() {
  host = new FakeHost();
  plan = new CreatePlanController(host, (...made) => created.push(made));
  await plan.load();
}

function fillIn() {
  plan.change({ owner: PERSON, type: 'IP' });
  plan.changeConsent({ capacity: 'OWNER', scope: ' Alt ' });
}

test('only organisations where one may create plans are offered', () => {
  assert.deepEqual(plan.units.map(({ id }) => id), ['u']);
});

test('each step has an address of its own', () => {
  assert.deepEqual(STEPS.map((step) => stepAt(addressOf(step))), STEPS);
  assert.equal(stepAt('/planer/ny'), null);
});

test('a step can be reached when those before it are filled in', () => {
  assert.equal(plan.firstIncompleteStep, 'owner');
  assert.equal(plan.isReachable('details'), false);
  plan.change({ owner: PERSON });
  assert.equal(plan.firstIncompleteStep, 'details');
  assert.equal(plan.isReachable('details'), true);
  assert.equal(plan.isReachable('consent'), false);
  fillIn();
  assert.equal(plan.firstIncompleteStep, 'summary');
});

test('a step shows all its errors, and they go as they are corrected', () => {
  assert.equal(plan.check('owner'), false);
  assert.deepEqual(Object.keys(plan.form.errors), ['owner']);
  plan.change({ owner: PERSON });
  assert.deepEqual(plan.form.errors, {});
  assert.equal(plan.check('owner'), true);
  plan.change({ startDate: '31.02.2026' });
  assert.equal(plan.check('details'), false);
  assert.deepEqual(plan.form.errors, { type: 'createPlan.typeMissing', startDate: 'date.unreadable' });
});

test('a new person needs a name, and no e-mail or mobile (PERSON-2)', () => {
  plan.change({ register: true });
  plan.check('owner');
  assert.deepEqual(Object.keys(plan.form.errors).sort(), ['person.firstName', 'person.lastName']);
  plan.change({ person: { ...plan.values.person, firstName: 'Ola' } });
  assert.deepEqual(Object.keys(plan.form.errors), ['person.lastName']);
  plan.change({ person: { ...plan.values.person, lastName: 'Dunk' } });
  assert.equal(plan.check('owner'), true);
  assert.equal(plan.ownerName, 'Ola Dunk');
});

test('one below the age of consent needs a guardian', () => {
  const person = { ...plan.values.person, firstName: 'Ola', lastName: 'Dunk', birthDate: addYears(today(), -12) };
  plan.change({ register: true, person });
  assert.equal(plan.needsGuardian, true);
  plan.changeConsent({ capacity: 'OWNER', scope: 'x' });
  assert.equal(plan.check('consent'), false);
  assert.deepEqual(Object.keys(plan.form.errors), ['consent.capacity']);
});

test('the end of a consent comes after its beginning', () => {
  plan.changeConsent({ capacity: 'OWNER', scope: 'x', from: '2026-02-01', until: '2026-01-31' });
  plan.check('consent');
  assert.deepEqual(Object.keys(plan.form.errors), ['consent.until']);
});

test('is created with an idempotency key', async () => {
  fillIn();
  assert.equal(await plan.form.submit(), true);
  const { headers, body } = requests.find(({ method }) => method === 'POST');
  assert.equal(headers['Idempotency-Key'].length, 32);
  assert.deepEqual(body.owner, { personId: 'o' });
  assert.equal(body.consent.scope, ' Alt ');
  assert.equal(body.coordinator, undefined);
  assert.equal(created[0][0], 'plan');
  assert.equal(created[0][1].owner, PERSON);
});

test('a second individual plan must be confirmed', async () => {
  fillIn();
  answer = () => new Answer(409, { code: 'plan.secondActiveIp' });
  assert.equal(await plan.form.submit(), false);
  assert.equal(plan.needsSecondPlanConfirmation, true);
  const sent = requests.length;
  assert.equal(await plan.form.submit(), false);
  assert.deepEqual(Object.keys(plan.form.errors), ['secondPlan']);
  assert.equal(requests.length, sent);
});

test('errors of the server lead to the first step that has one', async () => {
  fillIn();
  const errors = [{ field: 'consent.until', code: 'date.tooLate' }, { field: 'coordinator.personId', code: 'account.missing' }];
  answer = () => new Answer(422, { code: 'plan.invalid', errors });
  await plan.form.submit();
  assert.equal(plan.stepWithErrors, 'details');
  assert.deepEqual(plan.form.errors, { 'consent.until': 'date.tooLate', coordinator: 'account.missing' });
});

test('persons of the same name and birth date are shown with the owner', async () => {
  fillIn();
  answer = () => new Answer(409, { code: 'person.duplicate', current: [PERSON] });
  await plan.form.submit();
  assert.equal(plan.stepWithErrors, 'owner');
  assert.deepEqual(plan.duplicates, [PERSON]);
});

test('what was begun another day is met with whose it is, and is no conflict with today', async () => {
  draftIs({ values: { owner: PERSON, startDate: '2020-01-02' }, base: { owner: null, startDate: '2020-01-01' } });
  host.disconnect();
  await open();
  assert.equal(plan.form.restored, true);
  assert.equal(plan.form.conflict, null);
  assert.equal(plan.ownerName, 'Ola Dunk');
  assert.equal(plan.firstIncompleteStep, 'details');
});

test('starting over empties it', async () => {
  fillIn();
  await plan.startOver();
  assert.equal(plan.values.owner, null);
  assert.equal(plan.firstIncompleteStep, 'owner');
});
