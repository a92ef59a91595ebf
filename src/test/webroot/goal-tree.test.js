import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allActivities, canMoveGoal, canTakeBack, mainGoals, moved, orderOf, placed, withElement, withoutElement,
} from '../../../webroot/slices/goal/goal-tree.js';

const activity = (id, goalId) => ({ id, goalId, title: id });
const goal = (id, parentId, ...activities) => ({ id, parentId, title: id, activities: activities.map((each) => activity(each, id)) });
/** @type {any} */
const tree = { items: [goal('a', null, 'x', 'y'), goal('b', null), goal('c', 'a', 'z')], activities: [], version: 1 };

test('main goals come with their sub-goals, and one whose main goal is not there stands by itself', () => {
  assert.deepEqual(mainGoals(tree).map(({ goal: { id }, below }) => [id, below.map((child) => child.id)]), [['a', ['c']], ['b', []]]);
  assert.deepEqual(mainGoals({ ...tree, items: tree.items.slice(1) }).map(({ goal: { id } }) => id), ['b', 'c']);
});

test('activities come in the order of the menu', () => {
  assert.deepEqual(allActivities(tree).map(({ id }) => id), ['x', 'y', 'z']);
});

test('an activity moves within its goal, and then into the next', () => {
  const once = moved(tree, 'x', 1);
  assert.deepEqual(orderOf(once)[0].activities, ['y', 'x']);
  const twice = moved(once, 'x', 1);
  assert.deepEqual(orderOf(twice).map(({ id, activities }) => [id, activities]), [['a', ['y']], ['c', ['x', 'z']], ['b', []]]);
  assert.equal(moved(tree, 'x', -1), null);
});

test('a goal moves among those on its level', () => {
  assert.deepEqual(orderOf(moved(tree, 'a', 1)).map(({ id }) => id), ['b', 'a', 'c']);
  assert.equal(moved(tree, 'c', 1), null);
});

test('an activity is placed in another goal', () => {
  assert.deepEqual(orderOf(placed(tree, 'z', 'b', 0)).map(({ activities }) => activities), [['x', 'y'], [], ['z']]);
});

test('an element is replaced or taken out with what belongs to it', () => {
  assert.equal(withElement(tree, /** @type {any} */ ({ ...activity('y', 'a'), title: 'new' })).items[0].activities[1].title, 'new');
  assert.deepEqual(withoutElement(tree, 'a').items.map(({ id }) => id), ['b']);
  assert.deepEqual(withoutElement(tree, 'y').items[0].activities.map(({ id }) => id), ['x']);
});

test('what is gone, or whose goal can not be read, moves nowhere', () => {
  assert.equal(moved({ ...tree, activities: /** @type {any} */ ([activity('w', 'hidden')]) }, 'w', 1), null);
  assert.equal(moved(tree, 'gone', -1), null);
  assert.equal(placed(tree, 'gone', 'b', 0), null);
  assert.equal(placed(tree, 'x', 'gone', 0), null);
});

test('a goal is moved with its activities by those who may write both', () => {
  const [a, b] = tree.items;
  const may = (goals, activities) => [a, b].map((one) => canMoveGoal(tree, one, /** @type {any} */ ({ goals, activities })));
  assert.deepEqual(may('WRITE', 'WRITE'), [true, true]);
  assert.deepEqual(may('WRITE', 'READ'), [false, true]);
  assert.deepEqual(may('READ', 'WRITE'), [false, false]);
  const ofSubGoal = { ...tree, items: [goal('a', null), tree.items[2]] };
  assert.equal(canMoveGoal(ofSubGoal, ofSubGoal.items[0], /** @type {any} */ ({ goals: 'WRITE', activities: 'READ' })), false);
});

test('nothing is taken back from history while the goal above it is there', () => {
  const rights = /** @type {any} */ ({ goals: 'READ', activities: 'WRITE' });
  const [a, , c] = tree.items;
  assert.equal(canTakeBack(a, null, rights), true);
  assert.deepEqual([a, null].map((above) => canTakeBack(c, above, rights)), [true, false]);
  const x = /** @type {any} */ (activity('x', 'a'));
  assert.deepEqual([a, null].map((above) => canTakeBack(x, above, rights)), [true, false]);
  assert.equal(canTakeBack(x, null, { ...rights, goals: 'NONE' }), true);
});
