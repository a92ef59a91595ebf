/** Router: a route table, the History API, and links without a page load. */

import { EventEmitter } from './event-emitter.js';
import { routes } from './routes.js';

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

const matchers = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/:(\w+Id)\b/g, `(?<$1>${UUID})`).replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`),
}));

/**
 * An address with a malformed id is no page.
 *
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
 * Prevents open redirects through the login page.
 *
 * @param {string|null} path
 * @returns {string|null} the path, if it is a page of the application that needs a login
 */
export function localPath(path) {
  if (!path || !/^\/(?![/\\])/.test(path)) return null;
  const url = new URL(path, location.origin);
  const found = url.origin === location.origin ? match(url.pathname) : null;
  return found?.route.access === 'member' ? url.pathname + url.search : null;
}

/**
 * Events: `leave` before the address changes by a link, `navigate` after it has, with `{url, first, traversed}`: whether it is the first,
 * and whether the user went back or forward to it.
 */
class Router extends EventEmitter {
  #shownAddress = '';
  /**
   * Asked before the user leaves the page, when set: it gets a function that goes on.
   *
   * @type {((leave: () => void) => void)|null}
   */
  guard = null;

  start() {
    window.addEventListener('popstate', () => this.#onPopState());
    document.addEventListener('click', (event) => this.#onClick(event));
    this.#emitNavigate({ first: true });
  }

  /**
   * @param {string} path
   * @param {{replace?: boolean}} [options]
   */
  go(path, { replace = false } = {}) {
    if (this.guard && !replace) return this.#ask(path);
    this.guard = null;
    this.emit('leave');
    history[replace ? 'replaceState' : 'pushState'](null, '', path);
    window.scrollTo(0, 0);
    this.#emitNavigate();
  }

  /**
   * Replaces the address without navigating.
   *
   * @param {string} path
   */
  replaceAddress(path) {
    history.replaceState(history.state, '', path);
    this.#shownAddress = path;
  }

  /**
   * Keeps values with the current address, for when the user comes back to it.
   *
   * @param {object} values without names or texts of users
   */
  keep(values) {
    try {
      history.replaceState({ ...history.state, ...values }, '', location.href);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // too many within a short time: it is only forgotten
    }
  }

  /** @returns {Record<string, any>} what was kept with the current address */
  get kept() {
    return history.state ?? {};
  }

  /** Renders the current address again. */
  reload() {
    this.#emitNavigate();
  }

  // A jump to a fragment causes popstate too: it must not reload the page and lose its content.
  #onPopState() {
    const address = location.pathname + location.search;
    if (address === this.#shownAddress) return;
    if (!this.guard) return this.#emitNavigate({ traversed: true });
    history.pushState(null, '', this.#shownAddress);
    this.#ask(address);
  }

  #ask(path) {
    this.guard?.(() => {
      this.guard = null;
      this.go(path);
    });
  }

  #emitNavigate({ first = false, traversed = false } = {}) {
    this.#shownAddress = location.pathname + location.search;
    this.emit('navigate', { url: new URL(location.href), first, traversed });
  }

  #onClick(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || event.defaultPrevented || !isPlainClick(event) || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !match(url.pathname) || (url.hash && url.pathname === location.pathname)) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }
}

/**
 * @param {MouseEvent} event
 * @returns {boolean} whether a link is to open here, and not in another tab
 */
export function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

export const router = new Router();
