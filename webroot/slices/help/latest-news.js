import latest from './news/latest.json' with { type: 'json' };
import { remember, remembered } from './browser-memory.js';

const KEY = 'news';

/** @returns {boolean} whether there is news since this browser last showed it; none for whom all is new */
export function hasUnseenNews() {
  const seen = remembered(KEY);
  if (typeof seen !== 'string') newsSeen();
  return typeof seen === 'string' && seen < latest.date;
}

/** All news has been shown. */
export function newsSeen() {
  remember(KEY, latest.date);
}
