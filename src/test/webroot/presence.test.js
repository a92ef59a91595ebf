import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { documentEvents, FakeHost, FakeWebSocket } from './browser.js';
import { live } from '../../../webroot/core/live.js';
import { Presence } from '../../../webroot/slices/goal/presence.js';

const SHOWN = { planId: 'plan', section: 'goals', elementId: 'goal' };
const OTHER = { type: 'presence', planId: 'plan', elementId: 'goal', participantId: 'kari', name: 'Kari Eksempel', present: true };

/** @type {any} */
let host;
/** @type {Presence} */
let presence;

beforeEach(() => {
  FakeWebSocket.opened = [];
  mock.timers.enable({ apis: ['setInterval', 'Date'] });
  documentEvents.visibilityState = 'visible';
  host = new FakeHost();
  presence = new Presence(host);
  live.start('person');
  FakeWebSocket.latest.accept();
  host.connect();
});

afterEach(() => {
  host.disconnect();
  live.stop();
  mock.timers.reset();
});

const reports = () => FakeWebSocket.latest.sent.filter(({ type }) => type === 'presence')
  .map(({ elementId, present }) => `${elementId} ${present}`);

test('tells what is shown, and when it is not any more', () => {
  presence.show(SHOWN);
  presence.show(SHOWN);
  presence.show({ ...SHOWN, elementId: 'next' });
  presence.show(null);
  assert.deepEqual(reports(), ['goal true', 'goal false', 'next true', 'next false']);
});

test('repeats it, but not in a hidden tab', () => {
  presence.show(SHOWN);
  mock.timers.tick(20_000);
  documentEvents.visibilityState = 'hidden';
  documentEvents.dispatchEvent(new Event('visibilitychange'));
  mock.timers.tick(20_000);
  assert.deepEqual(reports(), ['goal true', 'goal true', 'goal false']);
});

test('answers one who has just come, once', () => {
  presence.show(SHOWN);
  FakeWebSocket.latest.receive(OTHER);
  FakeWebSocket.latest.receive(OTHER);
  assert.deepEqual(presence.others, ['Kari Eksempel']);
  assert.deepEqual(reports(), ['goal true', 'goal true']);
});

test('forgets who goes, and who is silent', () => {
  presence.show(SHOWN);
  FakeWebSocket.latest.receive(OTHER);
  FakeWebSocket.latest.receive({ ...OTHER, present: false });
  assert.deepEqual(presence.others, []);
  FakeWebSocket.latest.receive(OTHER);
  mock.timers.tick(60_000);
  assert.deepEqual(presence.others, []);
});

test('ignores who has something else open', () => {
  presence.show(SHOWN);
  FakeWebSocket.latest.receive({ ...OTHER, elementId: 'other' });
  assert.deepEqual(presence.others, []);
});
