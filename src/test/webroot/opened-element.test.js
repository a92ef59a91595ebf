import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Answer, answerWith, FakeHost, requests, settle } from './browser.js';
import { OpenedElement } from '../../../webroot/slices/goal/opened-element.js';

/** @type {any} */
const TREE = { items: [], activities: [], version: 1 };
const PARAMS = { planId: 'plan', goalId: 'old' };

/** @type {OpenedElement} */
let opened;
let isWriting;

beforeEach(() => {
  opened = new OpenedElement(/** @type {any} */ (new FakeHost()));
  isWriting = false;
  answerWith(() => ({ id: 'old', title: 'Som før' }));
});

async function shown() {
  opened.find(TREE, PARAMS, isWriting);
  await settle();
  return opened.find(TREE, PARAMS, isWriting);
}

test('what is in history is asked for once', async () => {
  assert.deepEqual(opened.find(TREE, PARAMS, false), { element: null, problem: null });
  assert.equal((await shown()).element.title, 'Som før');
  await shown();
  assert.deepEqual(requests.map(({ path }) => path), ['/api/v1/plans/plan/goals/old']);
});

test('when the tree has changed it is asked for again, and shown as it was until the answer', async () => {
  await shown();
  answerWith(() => ({ id: 'old', title: 'Som nå' }));
  opened.forget();
  assert.equal(opened.find(TREE, PARAMS, false).element.title, 'Som før');
  await settle();
  assert.equal(opened.find(TREE, PARAMS, false).element.title, 'Som nå');
  assert.equal(requests.length, 1);
});

test('what was deleted meanwhile is gone, unless somebody writes about it', async () => {
  await shown();
  answerWith(() => new Answer(404, { code: 'not.found' }));
  isWriting = true;
  opened.forget();
  const { element, problem } = await shown();
  assert.deepEqual([element.title, problem.status], ['Som før', 404]);
  isWriting = false;
  assert.equal(opened.find(TREE, PARAMS, false).element, null);
});

test('it stays when it could not be asked for again', async () => {
  await shown();
  answerWith(() => new Answer(500));
  opened.forget();
  const { element, problem } = await shown();
  assert.deepEqual([element.title, problem], ['Som før', null]);
});

test('after a failure it is asked for again', async () => {
  answerWith(() => new Answer(500));
  assert.equal((await shown()).problem.status, 500);
  answerWith(() => ({ id: 'old', title: 'Som før' }));
  assert.equal((await shown()).problem.status, 500);
  opened.retry(/** @type {any} */ ({ stopPropagation: () => undefined }));
  assert.equal((await shown()).element.title, 'Som før');
});
