import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Answer, answerWith, FakeHost, FakeWebSocket, requests, settle, windowEvents } from './browser.js';
import { coalesce } from '../../../webroot/core/coalesce.js';
import { connection } from '../../../webroot/core/connection.js';
import { live } from '../../../webroot/core/live.js';
import { currentPlan } from '../../../webroot/slices/plan/plan.js';
import { PlanResource } from '../../../webroot/slices/plan/plan-resource.js';

const HOME = { id: 'p', version: 5, unread: 0, me: { participantId: 'me' }, visitedSinceLast: [], status: {} };

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

test('waits longer after each failure, half a minute at most, never at the same moment as others', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 1);
  live.start('p1');
  const waits = [];
  for (let failure = 0; failure < 7; failure++) {
    FakeWebSocket.latest.lose();
    const opened = FakeWebSocket.opened.length;
    let waited = 0;
    while (FakeWebSocket.opened.length === opened) {
      t.mock.timers.tick(500);
      waited += 500;
    }
    waits.push(waited / 1_000);
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 30, 30]);
  Math.random = () => 0;
  FakeWebSocket.latest.accept();
  FakeWebSocket.latest.lose();
  const opened = FakeWebSocket.opened.length;
  t.mock.timers.tick(499);
  assert.equal(FakeWebSocket.opened.length, opened);
  t.mock.timers.tick(1);
  assert.equal(FakeWebSocket.opened.length, opened + 1);
});

test('a network that comes back is used at once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  connected().lose();
  windowEvents.dispatchEvent(new Event('online'));
  assert.equal(FakeWebSocket.opened.length, 2);
});

test('a short break is not shown, a longer one is until the socket is open again', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 1);
  connected().lose();
  t.mock.timers.tick(1_000);
  FakeWebSocket.latest.accept();
  t.mock.timers.tick(5_000);
  assert.equal(connection.isLost, false);
  FakeWebSocket.latest.lose();
  t.mock.timers.tick(1_500);
  assert.equal(connection.isLost, true);
  FakeWebSocket.latest.accept();
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
