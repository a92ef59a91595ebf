import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { Answer, answerWith, loadTexts, requests, settle } from './browser.js';
import { toasts } from '../../../webroot/core/notify.js';
import { GoalMoves } from '../../../webroot/slices/goal/goal-moves.js';
import { moved } from '../../../webroot/slices/goal/goal-tree.js';

const goal = (id) => ({ id, parentId: null, title: id, activities: [] });
/** @type {any} */
const tree = { items: [goal('a'), goal('b')], activities: [], version: 1 };
const THEIRS = { ...tree, items: [goal('b'), goal('c'), goal('a')], version: 5 };
const down = (id) => (shown) => moved(shown, id, 1);

/** @type {any} */
let resource;
/** @type {GoalMoves} */
let moves;
let lastToast;

toasts.addEventListener('toast', (event) => (lastToast = /** @type {CustomEvent} */ (event).detail));

before(loadTexts);
beforeEach(() => {
  resource = { value: tree };
  moves = new GoalMoves(() => 'plan', resource);
  answerWith(({ body, headers }) => ({
    ...tree, items: body.goals.map(({ id }) => goal(id)), version: Number(headers['If-Match'].replaceAll('"', '')) + 1,
  }));
});

function ids() {
  return resource.value.items.map(({ id }) => id);
}

async function undo() {
  lastToast.action.run();
  await settle();
}

test('a move is saved, and Angre sets it back', async () => {
  await moves.move(down('a'), 'a');
  assert.deepEqual(ids(), ['b', 'a']);
  await undo();
  assert.deepEqual(ids(), ['a', 'b']);
  assert.deepEqual(requests.map(({ headers }) => headers['If-Match']), ['"1"', '"2"']);
});

test('Angre undoes nothing that others have changed since: theirs is shown', async () => {
  await moves.move(down('a'), 'a');
  resource.value = THEIRS;
  answerWith(({ headers }) => (headers['If-Match'] === '"5"' ? tree : new Answer(409, { code: 'version.stale', current: THEIRS })));
  await undo();
  assert.deepEqual(ids(), ['b', 'c', 'a']);
  assert.equal(lastToast.text, 'Målene er endret etter at du flyttet. Slik er rekkefølgen nå.');
});

test('Angre that fails for lack of a connection is offered again', async () => {
  await moves.move(down('a'), 'a');
  answerWith(() => new Answer(429, { code: 'rate.limited' }));
  await undo();
  answerWith(() => ({ ...tree, version: 3 }));
  await undo();
  assert.deepEqual(ids(), ['a', 'b']);
});

test('one move that fails does not stop those that wait', async () => {
  const failing = moves.move(() => {
    throw new Error('broken');
  }, 'a');
  const next = moves.move(down('a'), 'a');
  await assert.rejects(failing);
  await next;
  assert.deepEqual(ids(), ['b', 'a']);
});

test('a move on a tree that others have changed shows theirs', async () => {
  answerWith(() => new Answer(409, { code: 'version.stale', current: THEIRS }));
  await moves.move(down('a'), 'a');
  assert.deepEqual(ids(), ['b', 'c', 'a']);
});
