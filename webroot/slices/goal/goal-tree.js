/** The tree of goals and activities, as data, and the addresses of its parts (GOAL-1). */

/**
 * @typedef {import('contract').GoalTree} GoalTree
 * @typedef {import('contract').Goal} Goal
 * @typedef {import('contract').Activity} Activity
 * @typedef {import('contract').PlanHome['myRights']} Rights
 */

/** @param {string} planId */
export const goalsPath = (planId) => `/planer/${planId}/mal`;

/**
 * @param {string} planId
 * @param {string} goalId
 */
export const goalPath = (planId, goalId) => `${goalsPath(planId)}/${goalId}`;

/**
 * @param {string} planId
 * @param {string} activityId
 */
export const activityPath = (planId, activityId) => `/planer/${planId}/aktiviteter/${activityId}`;

/**
 * @param {GoalTree} tree
 * @param {string} id of a main goal
 */
export const subGoals = (tree, id) => tree.items.filter(({ parentId }) => parentId === id);

/**
 * The goals in the order of the menu, each main goal with its sub-goals. A sub-goal whose main goal isn't there stands by itself.
 *
 * @param {GoalTree} tree
 * @returns {{goal: Goal, below: Goal[]}[]}
 */
export function mainGoals(tree) {
  const ids = new Set(tree.items.map(({ id }) => id));
  const isBelow = (goal) => goal.parentId !== null && ids.has(goal.parentId);
  return tree.items.filter((goal) => !isBelow(goal)).map((goal) => ({
    goal, below: subGoals(tree, goal.id),
  }));
}

/**
 * @param {GoalTree} tree
 * @returns {Activity[]} all of them, in order
 */
export function allActivities(tree) {
  return [...mainGoals(tree).flatMap(({ goal, below }) => [goal, ...below].flatMap(({ activities }) => activities)),
    ...tree.activities];
}

/**
 * @param {GoalTree} tree
 * @param {string} [id]
 */
export const findGoal = (tree, id) => tree.items.find((goal) => goal.id === id) ?? null;

/**
 * @param {GoalTree} tree
 * @param {string} [id]
 */
export const findActivity = (tree, id) => allActivities(tree).find((activity) => activity.id === id) ?? null;

/**
 * @param {GoalTree} tree of the active plan
 * @param {Goal} goal
 * @param {Rights} rights
 * @returns {boolean} whether the user may move it to history, or delete it: what belongs to it goes with it (GOAL-6, GOAL-7)
 */
export function canMoveGoal(tree, goal, { goals, activities }) {
  const hasActivities = [goal, ...subGoals(tree, goal.id)].some((one) => one.activities.length > 0);
  return goals === 'WRITE' && (activities === 'WRITE' || !hasActivities);
}

/**
 * @param {Goal|Activity} element in history
 * @param {Goal|null} above the goal that it belongs to, when that is in the active plan and the user may read it
 * @param {Rights} rights
 * @returns {boolean} whether it can be taken back by itself: not while a goal above it is in history (GOAL-6)
 */
export function canTakeBack(element, above, { goals }) {
  const isMainGoal = 'parentId' in element && element.parentId === null;
  return isMainGoal || above !== null || goals === 'NONE';
}

/**
 * The goals with an element replaced by a newer version of it, so that a change shows at once.
 *
 * @param {GoalTree} tree
 * @param {Goal|Activity} element
 * @returns {GoalTree}
 */
export function withElement(tree, element) {
  const replace = (other) => (other.id === element.id ? element : other);
  return {
    ...tree,
    items: tree.items.map((goal) => (goal.id === element.id
      ? /** @type {Goal} */ (element)
      : { ...goal, activities: goal.activities.map(replace) })),
    activities: tree.activities.map(replace),
  };
}

/**
 * @param {GoalTree} tree
 * @param {string} id of a goal or an activity
 * @returns {GoalTree} without it, and without what belongs to it
 */
export function withoutElement(tree, id) {
  const activities = (list) => list.filter((activity) => activity.id !== id);
  return {
    ...tree,
    items: tree.items.filter((goal) => goal.id !== id && goal.parentId !== id)
      .map((goal) => ({ ...goal, activities: activities(goal.activities) })),
    activities: activities(tree.activities),
  };
}

/**
 * The order of a tree, as the server takes it.
 *
 * @param {GoalTree} tree
 */
export function orderOf(tree) {
  return mainGoals(tree).flatMap(({ goal, below }) => [goal, ...below]).map(({ id, parentId, activities }) => ({
    id, parentId, activities: activities.map((activity) => activity.id),
  }));
}

/**
 * A tree with something moved a place up or down: a goal among those on its level, an activity within its goal or into the goal
 * before or after it.
 *
 * @param {GoalTree} tree
 * @param {string} id
 * @param {-1|1} step
 * @returns {GoalTree|null} null when there is no such place
 */
export function moved(tree, id, step) {
  return findGoal(tree, id) ? movedGoal(tree, id, step) : movedActivity(tree, id, step);
}

function movedGoal(tree, id, step) {
  const goal = findGoal(tree, id);
  const level = tree.items.filter(({ parentId }) => parentId === goal.parentId);
  const other = level[level.indexOf(goal) + step];
  if (!other) return null;
  return { ...tree, items: tree.items.map((item) => (item === goal ? other : item === other ? goal : item)) };
}

function movedActivity(tree, id, step) {
  const goals = mainGoals(tree).flatMap(({ goal, below }) => [goal, ...below]);
  const from = goals.findIndex(({ activities }) => activities.some((activity) => activity.id === id));
  if (from < 0) return null; // deleted meanwhile, or its goal can't be read
  const place = goals[from].activities.findIndex((activity) => activity.id === id);
  const isInside = place + step >= 0 && place + step < goals[from].activities.length;
  if (isInside) return placed(tree, id, goals[from].id, place + step);
  const next = goals[from + step];
  return next ? placed(tree, id, next.id, step > 0 ? 0 : next.activities.length) : null;
}

/**
 * A tree with an activity at a place in a goal.
 *
 * @param {GoalTree} tree
 * @param {string} id
 * @param {string} goalId
 * @param {number} place
 * @returns {GoalTree|null} null when one of them isn't there any more
 */
export function placed(tree, id, goalId, place) {
  const activity = findActivity(tree, id);
  if (!activity || !findGoal(tree, goalId)) return null;
  return {
    ...tree,
    items: tree.items.map((goal) => {
      const others = goal.activities.filter((other) => other.id !== id);
      return goal.id === goalId
        ? { ...goal, activities: [...others.slice(0, place), { ...activity, goalId }, ...others.slice(place)] }
        : { ...goal, activities: others };
    }),
  };
}
