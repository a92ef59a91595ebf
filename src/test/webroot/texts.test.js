import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadTexts } from './browser.js';
import { addDays, addYears, isYoungerThan, today } from '../../../webroot/core/dates.js';
import { formatDate, formatDay, formatDuration, formatMoment, formatPhone, formatStamp } from '../../../webroot/core/format.js';
import { has, t as text } from '../../../webroot/core/i18n.js';
import { checkPassword } from '../../../webroot/slices/auth/password-policy.js';
import { explain, explainField, fieldErrors, Problem } from '../../../webroot/core/problem.js';

/** Between `kl.` and the time, so that they stay on one line. */
const NBSP = '\u00a0';

before(loadTexts);

test('dates and times are those of Norway, whatever the machine is set to', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-03-29T00:30:00Z') });
  assert.equal(formatDate('2026-11-20'), '20.11.2026');
  assert.equal(formatDate('2026-03-28T23:30:00Z'), '29.03.2026');
  assert.equal(formatDate(null), '');
  assert.equal(formatStamp('2026-03-28T23:30:00Z'), `29.03.2026 kl.${NBSP}00.30`);
  assert.equal(formatMoment('2026-03-29T01:30:00Z'), `i dag kl.${NBSP}03.30`);
  assert.equal(formatMoment('2026-03-28T22:30:00Z'), `i går kl.${NBSP}23.30`);
  assert.equal(formatMoment('2025-12-24T16:00:00Z'), `24. desember 2025 kl.${NBSP}17.00`);
  assert.equal(formatDay('2026-03-28T23:30:00Z'), 'I dag');
});

test('durations round up minutes, and count the last seconds', () => {
  assert.equal(formatDuration(541), '10 minutter');
  assert.equal(formatDuration(60), '1 minutt');
  assert.equal(formatDuration(59.9), '59 sekunder');
  assert.equal(formatDuration(-1), '0 sekunder');
});

test('phone numbers are grouped as in Norway', () => {
  assert.equal(formatPhone('+4790000002'), `900${NBSP}00${NBSP}002`);
  assert.equal(formatPhone('22334455'), `22${NBSP}33${NBSP}44${NBSP}55`);
  assert.equal(formatPhone('+46701234567'), '+46701234567');
});

test('date arithmetic', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-11-20T23:30:00Z') });
  assert.equal(today(), '2026-11-21');
  assert.equal(addYears('2024-02-29', 1), '2025-03-01');
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(isYoungerThan('2010-11-22', 16), true);
  assert.equal(isYoungerThan('2010-11-21', 16), false);
  assert.equal(isYoungerThan('', 16), false);
});

test('a text in several numbers, a folded one, and one that is missing', () => {
  assert.equal(text('planList.found', { n: 1 }), '1 plan');
  assert.equal(text('planList.found', { n: 2 }), '2 planer');
  assert.match(text('login.why.PASSWORD_CHANGED'), /passordet\. Var det/);
  assert.equal(text('nothing.here'), 'nothing.here');
  assert.equal(has('nothing.here'), false);
});

test('a problem is explained, an unknown one too', () => {
  assert.match(explain(new Problem(429, { code: 'rate.limited', retryAfterSeconds: 120 })), /2 minutter/);
  assert.equal(explain(new Problem(409, { code: 'not.known.at.all' })), text('problem.internal'));
  assert.equal(explain(new TypeError('x')), text('problem.internal'));
  assert.equal(explainField('required'), text('fieldError.required'));
  assert.equal(explainField('not.known'), text('fieldError.invalid'));
});

test('errors by field', () => {
  const problem = new Problem(422, { code: 'request.invalid', errors: [{ field: 'email', code: 'email.invalid' }] });
  assert.deepEqual(fieldErrors(problem), { email: 'email.invalid' });
  assert.equal(problem.errorOf('email'), 'email.invalid');
  assert.equal(problem.errorOf('mobile'), undefined);
  assert.deepEqual(fieldErrors(new Problem(0, { code: 'network' })), {});
});

test('password rules know letters beyond ASCII', () => {
  const met = (password) => checkPassword(password, 6).filter(({ isMet }) => isMet).map(({ key }) => key);
  assert.deepEqual(met(''), []);
  assert.deepEqual(met('Åse'), ['upper', 'lower']);
  assert.deepEqual(met('ÆRLIG-7'), ['length', 'upper', 'digit']);
  assert.deepEqual(met('Øystein1'), ['length', 'upper', 'lower', 'digit']);
});
