import { Problem } from './problem.js';
import { routes } from './routes.js';

const FIRST_PAGE_FIRST = 2_000;
let ahead = null;

/**
 * Loads the code of a page.
 *
 * @param {import('./routes.js').Route} route
 * @returns {Promise<void>} fails as a lost connection does
 */
export async function pageCode({ tag }) {
  try {
    await import(`../pages/${tag.replace('page-', '')}.js`);
  } catch {
    throw new Problem(0, { code: 'network' });
  }
}

/** Loads the code of every page, a little later, so that one gets about even if the line fails. */
export function fetchAhead() {
  ahead ??= setTimeout(() => routes.forEach((route) => pageCode(route).catch(() => undefined)), FIRST_PAGE_FIRST);
}
