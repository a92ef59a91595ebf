import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { documentEvents, FakeHost, settle, windowEvents } from './browser.js';
import { AutosaveController } from '../../../webroot/forms/autosave-controller.js';
import { Problem } from '../../../webroot/core/problem.js';
import { session } from '../../../webroot/core/session.js';

let saved;
let save;
let host;
let autosave;

beforeEach(() => {
  saved = [];
  save = async (content, options) => void saved.push([content, options.keepalive]);
  host = new FakeHost();
  autosave = new AutosaveController(host, (content, options) => save(content, options));
});

test('saves once, a second after the last change', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  autosave.schedule('a');
  t.mock.timers.tick(900);
  autosave.schedule('ab');
  t.mock.timers.tick(999);
  await settle();
  assert.deepEqual(saved, []);
  assert.equal(autosave.hasUnsavedChanges, true);
  t.mock.timers.tick(1);
  await settle();
  assert.deepEqual(saved, [['ab', false]]);
  assert.equal(autosave.state, 'saved');
  assert.equal(autosave.hasUnsavedChanges, false);
});

test('one save at a time: what is changed meanwhile is saved next', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {(value?: unknown) => void} */
  let finish;
  save = (content) => new Promise((resolve) => {
    saved.push(content);
    finish = resolve;
  });
  autosave.schedule('a');
  t.mock.timers.tick(1_000);
  await settle();
  autosave.schedule('b');
  t.mock.timers.tick(1_000);
  await settle();
  assert.deepEqual(saved, ['a']);
  finish();
  await settle();
  assert.deepEqual(saved, ['a', 'b']);
});

test('a network failure blocks unloading and is retried after five seconds', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  save = async () => {
    throw new Problem(0, { code: 'network' });
  };
  autosave.schedule('a');
  await autosave.flush();
  assert.equal(autosave.state, 'failed');
  assert.equal(autosave.blocksUnload, true);
  assert.equal(autosave.hasUnsavedChanges, true);
  save = async (content) => void saved.push(content);
  t.mock.timers.tick(5_000);
  await settle();
  assert.deepEqual(saved, ['a']);
  assert.equal(autosave.blocksUnload, false);
});

test('a rejected content is not retried until it is changed or the session is restored', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  host.connect();
  save = async () => {
    throw new Problem(401, { code: 'session.required' });
  };
  autosave.schedule('a');
  await autosave.flush();
  save = async (content) => void saved.push(content);
  t.mock.timers.tick(60_000);
  await settle();
  assert.deepEqual(saved, []);
  session.me = /** @type {any} */ ({ personId: 'p' });
  session.emit('change');
  t.mock.timers.tick(0);
  await settle();
  assert.deepEqual(saved, ['a']);
  session.me = null;
  host.disconnect();
});

test('a hidden or closed page saves with keepalive, and a removed element too', async () => {
  host.connect();
  autosave.schedule('a');
  documentEvents.visibilityState = 'hidden';
  documentEvents.dispatchEvent(new Event('visibilitychange'));
  documentEvents.visibilityState = 'visible';
  await settle();
  autosave.schedule('b');
  windowEvents.dispatchEvent(new Event('pagehide'));
  await settle();
  autosave.schedule('c');
  host.disconnect();
  await settle();
  assert.deepEqual(saved, [['a', true], ['b', true], ['c', true]]);
});

test('closed while a save is under way, the page saves the rest at once', async () => {
  host.connect();
  /** @type {(value?: unknown) => void} */
  let finish;
  save = (content, options) => new Promise((resolve) => {
    saved.push([content, options.keepalive]);
    finish = resolve;
  });
  autosave.schedule('a');
  void autosave.flush();
  await settle();
  autosave.schedule('ab');
  windowEvents.dispatchEvent(new Event('pagehide'));
  assert.deepEqual(saved, [['a', false], ['ab', true]]);
  finish();
  await settle();
  host.disconnect();
});

test('closed while the form is being sent, the page saves what was typed last', async () => {
  host.connect();
  autosave.schedule('a');
  await autosave.suspend();
  windowEvents.dispatchEvent(new Event('pagehide'));
  await settle();
  assert.deepEqual(saved, [['a', true]]);
  autosave.reset();
  host.disconnect();
});

test('suspended it saves nothing; reset discards what was pending', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  autosave.schedule('a');
  await autosave.suspend();
  autosave.schedule('b');
  t.mock.timers.tick(10_000);
  await settle();
  assert.deepEqual(saved, []);
  assert.equal(autosave.hasUnsavedChanges, false);
  autosave.reset();
  await autosave.flush();
  assert.deepEqual(saved, []);
  assert.equal(autosave.state, 'idle');
});
