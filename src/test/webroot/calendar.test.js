import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadTexts } from './browser.js';
import { movedBy, whenText } from '../../../webroot/slices/calendar/calendar-items.js';
import { eventInput, eventValues, newEvent, validateEvent, withStart } from '../../../webroot/slices/calendar/event-values.js';
import { addMinutes, endOfDayInUtc, isOtherZone } from '../../../webroot/slices/calendar/local-time.js';
import { choiceOf, recurrenceText, ruleOf } from '../../../webroot/slices/calendar/recurrence.js';

before(loadTexts);

const EVENT = { title: 'Tur', allDay: false, start: '2026-12-01T10:00:00+01:00', end: '2026-12-01T11:00:00+01:00', place: '',
  description: '', rrule: null, reminder: null };

test('the last day of a series is said in UTC, whatever the season', () => {
  assert.equal(endOfDayInUtc('2026-12-01'), '20261201T225959Z');
  assert.equal(endOfDayInUtc('2026-07-01'), '20260701T215959Z');
});

test('a rule that the form has words for is kept through the form', () => {
  const values = { allDay: false, rrule: null, ...choiceOf('FREQ=WEEKLY;UNTIL=20261231T225959Z') };
  assert.equal(values.repeat, 'WEEK');
  assert.equal(ruleOf(values), 'FREQ=WEEKLY;UNTIL=20261231T225959Z');
  assert.equal(ruleOf({ ...values, allDay: true }), 'FREQ=WEEKLY;UNTIL=20261231');
  assert.match(recurrenceText({ rrule: 'FREQ=WEEKLY', occurrence: '2026-12-01', start: EVENT.start }), /tirsdag/);
});

test('another rule stays as it is', () => {
  const rrule = 'FREQ=MONTHLY;BYDAY=2TU';
  assert.deepEqual(choiceOf(rrule), { repeat: 'OTHER', until: '' });
  assert.equal(ruleOf({ allDay: false, rrule, repeat: 'OTHER', until: '' }), rrule);
});

test('what the service has goes through the form unchanged', () => {
  const { start, end, rrule, reminder } = eventInput(eventValues(EVENT));
  assert.deepEqual({ start, end, rrule, reminder }, { start: EVENT.start, end: EVENT.end, rrule: null, reminder: null });
  const days = eventInput(eventValues({ ...EVENT, allDay: true, start: '2026-12-01', end: '2026-12-02' }));
  assert.deepEqual([days.start, days.end], ['2026-12-01', '2026-12-02']);
});

test('the second of an hour that comes twice stays the second, and a new time is said by the clock', () => {
  const second = { ...EVENT, start: '2027-10-31T02:30:00+02:00', end: '2027-10-31T02:30:00+01:00' };
  const values = eventValues(second);
  assert.equal(eventInput({ ...values, title: 'Ny' }).start, second.start);
  assert.equal(eventInput({ ...values, title: 'Ny' }).end, second.end);
  assert.equal(eventInput({ ...values, endTime: '03:00' }).end, '2027-10-31T03:00');
});

test('a browser in another zone is told, also where the clocks are the same in winter only', () => {
  const zone = process.env.TZ;
  try {
    const zones = { 'Europe/Oslo': false, 'Europe/Paris': false, 'America/New_York': true, 'Africa/Lagos': true };
    for (const [name, isOther] of Object.entries(zones)) {
      process.env.TZ = name;
      assert.equal(isOtherZone(), isOther, name);
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('a new start takes the end along', () => {
  const values = eventValues(newEvent('2026-12-01T10:00'));
  assert.equal(values.endTime, '11:00');
  assert.deepEqual(withStart(values, { startTime: '23:30' }), { startTime: '23:30', end: '2026-12-02', endTime: '00:30' });
});

test('what is wrong is said by the field', () => {
  const values = eventValues({ ...EVENT, title: ' ', end: '2026-12-01T09:00:00+01:00' });
  assert.deepEqual(validateEvent(values), { title: 'required', end: 'date.beforeStart' });
  assert.deepEqual(validateEvent({ ...eventValues(EVENT), start: '2026-12-05', end: '2026-12-05', repeat: 'WORKDAY' }),
    { repeat: 'rrule.start' });
});

test('an item is moved by the clock, and said in words', () => {
  assert.equal(addMinutes('2026-12-31T23:30', 60), '2027-01-01T00:30');
  assert.equal(movedBy(EVENT, { days: 7 }).start, '2026-12-08T10:00');
  assert.equal(movedBy({ ...EVENT, allDay: true, start: '2026-12-01', end: '2026-12-02' }, { days: -1 }).end, '2026-12-01');
  assert.match(whenText(EVENT), /^tirsdag 1. desember 2026 kl.*10\.00–11\.00$/);
});
