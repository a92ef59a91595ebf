import { Problem } from './problem.js';
import { routes } from './routes.js';

const PREFETCH_DELAY_MS = 2_000;
let prefetchTimer = null;

/**
 * Loads the module of a page.
 *
 * @param {import('./routes.js').Route} route
 * @returns {Promise<string>} the tag of its element; rejects with a network `Problem`
 */
export async function loadPage({ page }) {
  try {
    await import(`../slices/${page}.page.js`);
    return `page-${page.split('/').at(-1)}`;
  } catch {
    throw new Problem(0, { code: 'network' });
  }
}

/**
 * Fetches the modules of all pages ahead, for navigation while offline, unless the user pays for the traffic. One at a time: what
 * the user asks for meanwhile finds a connection free.
 */
export function prefetchPages() {
  const { saveData, type, effectiveType } = /** @type {any} */ (navigator).connection ?? {};
  if (saveData || type === 'cellular' || (effectiveType && effectiveType !== '4g')) return;
  prefetchTimer ??= setTimeout(fetchAll, PREFETCH_DELAY_MS);
}

async function fetchAll() {
  for (const route of routes) await loadPage(route).catch(() => undefined);
}
