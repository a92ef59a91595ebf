import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allActivities, mainGoals, moved, orderOf, placed, withElement, withoutElement } from '../../../webroot/slices/goal/goal-tree.js';

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
