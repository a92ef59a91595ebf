/** The address bar and the pages: one route table, the History API, and links that don't reload. */

import { routes } from './routes.js';

const matchers = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`),
}));

/**
 * @param {string} pathname
 * @returns {{route: import('./routes.js').Route, params: Record<string, string>}|null}
 */
export function match(pathname) {
  for (const { route, pattern } of matchers) {
    const found = pattern.exec(pathname);
    if (found) return { route, params: { ...found.groups } };
  }
  return null;
}

/**
 * Guards against being sent to somewhere else by a link to the login page.
 *
 * @param {string|null} wanted
 * @returns {string|null} the same, when it is a page of ours that needs a login
 */
export function localPath(wanted) {
  if (!wanted || !/^\/(?![/\\])/.test(wanted)) return null;
  const url = new URL(wanted, location.origin);
  const found = url.origin === location.origin ? match(url.pathname) : null;
  return found?.route.access === 'member' ? url.pathname + url.search : null;
}

/** Event: `navigate`, with `{url, first}`. */
class Router extends EventTarget {
  #shown = '';

  start() {
    window.addEventListener('popstate', () => this.#moved());
    document.addEventListener('click', (event) => this.#clicked(event));
    this.#tell(true);
  }

  /** @param {string} path @param {{replace?: boolean}} [options] */
  go(path, { replace = false } = {}) {
    history[replace ? 'replaceState' : 'pushState'](null, '', path);
    window.scrollTo(0, 0);
    this.#tell(false);
  }

  /** Changes the address under the page that is shown. @param {string} path */
  rename(path) {
    history.replaceState(null, '', path);
    this.#shown = path;
  }

  /** Shows the same place anew. */
  again() {
    this.#tell(false);
  }

  // A jump inside the page comes as popstate too: what is written there must not be lost for it.
  #moved() {
    if (location.pathname + location.search !== this.#shown) this.#tell(false);
  }

  #tell(first) {
    this.#shown = location.pathname + location.search;
    this.dispatchEvent(new CustomEvent('navigate', { detail: { url: new URL(location.href), first } }));
  }

  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !match(url.pathname) || (url.hash && url.pathname === location.pathname)) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }
}

export const router = new Router();
