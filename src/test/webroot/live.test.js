import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Answer, answerWith, FakeHost, FakeWebSocket, requests, settle, windowEvents } from './browser.js';
import { coalesce } from '../../../webroot/core/coalesce.js';
import { connection } from '../../../webroot/core/connection.js';
import { live } from '../../../webroot/core/live.js';
import { currentPlan } from '../../../webroot/slices/plan/plan.js';
import { PlanResource } from '../../../webroot/slices/plan/plan-resource.js';

const HOME = { id: 'p', version: 5, unread: 0, me: { participantId: 'me' }, visitedSinceLast: [], status: {} };

const HELLO = { type: 'hello', unread: { total: 0, plans: {} } };

beforeEach(() => {
  FakeWebSocket.opened = [];
  answerWith(({ path }) => (path.endsWith('/plans/p') ? HOME : {}));
});

afterEach(async () => {
  live.stop();
  await currentPlan.open(null);
});

function connected() {
  live.start('p1');
  FakeWebSocket.latest.accept();
  return FakeWebSocket.latest;
}

test('opens one socket, and watches again what was watched when it is opened anew', () => {
  live.watch('p');
  live.watch('p');
  const first = connected();
  live.start('p1');
  assert.equal(FakeWebSocket.opened.length, 1);
  assert.equal(first.url, 'wss://samklang.test/api/v1/live?personId=p1');
  assert.deepEqual(first.sent, [{ type: 'watch', planId: 'p' }]);
  live.unwatch('p');
  assert.equal(first.sent.length, 1);
  live.unwatch('p');
  assert.deepEqual(first.sent.at(-1), { type: 'unwatch', planId: 'p' });
});

/**
 * @param {import('node:test').TestContext} t
 * @returns {number} seconds until another socket is opened
 */
function waitForAnother(t) {
  const opened = FakeWebSocket.opened.length;
  let waited = 0;
  while (FakeWebSocket.opened.length === opened) {
    t.mock.timers.tick(500);
    waited += 500;
  }
  return waited / 1_000;
}

test('waits longer after each failure, half a minute at most, never at the same moment as others', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 1);
  live.start('p1');
  const waits = [];
  for (let failure = 0; failure < 7; failure++) {
    FakeWebSocket.latest.lose();
    waits.push(waitForAnother(t));
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 30, 30]);
  Math.random = () => 0;
  FakeWebSocket.latest.accept();
  FakeWebSocket.latest.receive(HELLO);
  for (let second = 0; second < 35; second += 5) {
    t.mock.timers.tick(5_000);
    FakeWebSocket.latest.receive({ type: 'pong' });
  }
  FakeWebSocket.latest.lose();
  assert.equal(waitForAnother(t), 0.5);
});

test('a socket that is closed as soon as it has opened is a failure: one tab too many', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 1);
  live.start('p1');
  const waits = [];
  for (let failure = 0; failure < 6; failure++) {
    FakeWebSocket.latest.accept();
    FakeWebSocket.latest.lose(1013);
    waits.push(waitForAnother(t));
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 30]);
});

test('a socket that gives no sign of life is given up, and another opened at once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const socket = connected();
  socket.receive(HELLO);
  t.mock.timers.tick(20_000);
  assert.deepEqual(socket.sent.at(-1), { type: 'ping' });
  socket.receive({ type: 'pong' });
  t.mock.timers.tick(20_000);
  assert.equal(FakeWebSocket.opened.length, 1);
  t.mock.timers.tick(6_000);
  assert.equal(FakeWebSocket.opened.length, 2);
  assert.equal(connection.isSuspect, true);
  socket.receive({ type: 'unread', total: 9, plans: {} });
  let resyncs = 0;
  live.on('resync', () => (resyncs += 1));
  FakeWebSocket.latest.accept();
  FakeWebSocket.latest.receive(HELLO);
  assert.equal(resyncs, 1);
});

test('whoever comes back to a page learns within seconds that its line is dead', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const socket = connected();
  socket.receive(HELLO);
  t.mock.timers.tick(10_000);
  windowEvents.dispatchEvent(new Event('focus'));
  assert.deepEqual(socket.sent.at(-1), { type: 'ping' });
  t.mock.timers.tick(3_000);
  assert.equal(FakeWebSocket.opened.length, 2);
});

test('a handshake that is never answered is given up', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 1);
  live.start('p1');
  t.mock.timers.tick(10_000);
  assert.equal(waitForAnother(t), 1);
});

test('where no socket comes through, the page asks instead, and nothing is said to be lost', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let resyncs = 0;
  live.on('resync', () => (resyncs += 1));
  live.start('p1');
  for (let second = 0; second < 61; second++) {
    FakeWebSocket.latest.lose();
    t.mock.timers.tick(1_000);
  }
  await settle();
  assert.equal(resyncs, 2);
  assert.equal(connection.isLost, false);
});

test('a network that comes back is used at once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  connected().lose();
  windowEvents.dispatchEvent(new Event('online'));
  assert.equal(FakeWebSocket.opened.length, 2);
});

test('a short break is not shown, a longer one is until the socket is open again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 1);
  answerWith(() => {
    throw new TypeError('Failed to fetch');
  });
  connected().lose();
  t.mock.timers.tick(1_000);
  FakeWebSocket.latest.accept();
  FakeWebSocket.latest.receive(HELLO);
  t.mock.timers.tick(5_000);
  assert.equal(connection.isLost, false);
  FakeWebSocket.latest.lose();
  t.mock.timers.tick(1_500);
  await settle();
  assert.equal(connection.isLost, true);
  t.mock.timers.tick(500);
  FakeWebSocket.latest.accept();
  FakeWebSocket.latest.receive(HELLO);
  assert.equal(connection.isLost, false);
});

test('resync comes after a second hello, not after the first', () => {
  let resyncs = 0;
  live.on('resync', () => (resyncs += 1));
  const socket = connected();
  socket.receive({ type: 'hello', unread: { total: 0, plans: {} } });
  assert.equal(resyncs, 0);
  socket.receive({ type: 'hello', unread: { total: 0, plans: {} } });
  assert.equal(resyncs, 1);
});

test('4401 ends the session, 4403 opens a new socket at once', () => {
  let reason;
  live.on('signedOut', ({ detail }) => (reason = detail.reason));
  connected().lose(4403);
  assert.equal(FakeWebSocket.opened.length, 2);
  FakeWebSocket.latest.lose(4401);
  assert.equal(reason, 'ENDED');
  assert.equal(FakeWebSocket.opened.length, 2);
});

test('work that is asked for while it runs is done once more, not for each call', async () => {
  let runs = 0;
  /** @type {() => void} */
  let finish;
  const run = coalesce(() => {
    runs += 1;
    return new Promise((resolve) => {
      finish = () => resolve();
    });
  });
  const all = [run(), run(), run()];
  assert.equal(runs, 1);
  finish();
  await settle();
  assert.equal(runs, 2);
  finish();
  await Promise.all(all);
  assert.equal(runs, 2);
});

test('the plan is fetched again only for what it does not show yet', async () => {
  const socket = connected();
  await currentPlan.open('p');
  requests.length = 0;
  socket.receive({ type: 'changed', planId: 'p', section: 'status', version: 5 });
  socket.receive({ type: 'changed', planId: 'another', section: 'status', version: 9 });
  await settle();
  assert.equal(requests.length, 0);
  socket.receive({ type: 'changed', planId: 'p', section: 'status', version: 6 });
  await settle();
  assert.deepEqual(requests.map(({ path, headers }) => [path, headers['X-Background']]), [['/api/v1/plans/p', 'true']]);
});

test('a visit comes first in the list, once, and not the own one', async () => {
  const socket = connected();
  await currentPlan.open('p');
  socket.receive({ type: 'visited', planId: 'p', participantId: 'a', name: 'A', at: '1' });
  socket.receive({ type: 'visited', planId: 'p', participantId: 'b', name: 'B', at: '2' });
  socket.receive({ type: 'visited', planId: 'p', participantId: 'a', name: 'A', at: '3' });
  socket.receive({ type: 'visited', planId: 'p', participantId: 'me', name: 'Me', at: '4' });
  assert.deepEqual(currentPlan.home.visitedSinceLast.map(({ participantId, at }) => participantId + at), ['a3', 'b2']);
});

test('unread counts come by frame', async () => {
  const socket = connected();
  await currentPlan.open('p');
  socket.receive({ type: 'unread', total: 3, plans: { p: 2 } });
  assert.equal(currentPlan.home.unread, 2);
});

test('a page of a plan asks again for its sections, unless it has the version', async () => {
  const host = Object.assign(new FakeHost(), { params: { planId: 'p' } });
  let version = 5;
  answerWith(() => ({ version }));
  const resource = new PlanResource(/** @type {any} */ (host), {
    path: () => 'consent',
    sections: ['consent', 'rights'],
    versions: { consent: (value) => value.version },
  });
  host.connect();
  await settle();
  const socket = connected();
  requests.length = 0;
  socket.receive({ type: 'changed', planId: 'p', section: 'messages', version: 9 });
  socket.receive({ type: 'changed', planId: 'p', section: 'consent', version: 5 });
  await settle();
  assert.equal(requests.length, 0);
  version = 6;
  socket.receive({ type: 'changed', planId: 'p', section: 'consent', version: 6 });
  await settle();
  assert.equal(resource.value.version, 6);
  host.disconnect();
});

test('what is shown stays when a refresh fails, and goes with the right to see it', async () => {
  const host = Object.assign(new FakeHost(), { params: { planId: 'p' } });
  answerWith(() => ({ version: 1 }));
  const resource = new PlanResource(/** @type {any} */ (host), { path: () => 'consent' });
  host.connect();
  await settle();
  answerWith(() => (new Answer(500)));
  await resource.refresh();
  assert.equal(resource.failure, null);
  answerWith(() => (new Answer(404, { code: 'not.found' })));
  await resource.refresh();
  assert.equal(resource.failure.code, 'not.found');
  host.disconnect();
});
