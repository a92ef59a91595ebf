import lessonList from './lessons/lessons.json' with { type: 'json' };
import { remember, remembered } from './browser-memory.js';

const KEY = 'lessons';

/** @type {{id: string, right: number, picture: string|null}[]} in their order; `right` is the place of the right answer */
export const lessons = lessonList;

/** @returns {string[]} ids of the lessons whose question was answered right, in this browser */
export function doneLessons() {
  const kept = remembered(KEY);
  return Array.isArray(kept) ? lessons.map(({ id }) => id).filter((id) => kept.includes(id)) : [];
}

/** @param {string} id */
export function lessonDone(id) {
  remember(KEY, [...new Set([...doneLessons(), id])]);
}
