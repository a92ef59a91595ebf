/** Where the focus goes after an action, so that it never falls to the start of the page (WCAG 2.4.3). */

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';
const HEADINGS = 'h1, h2, h3';

/**
 * Waits until an element and the elements in it have rendered.
 *
 * @param {any} host
 * @returns {Promise<void>}
 */
export async function settled(host) {
  await host.updateComplete;
  for (const element of host.querySelectorAll('*')) {
    await /** @type {any} */ (element).updateComplete;
  }
}

/**
 * Moves the focus after an action, when the element and its parts have rendered: to the first of the targets that can be
 * focused, otherwise to the heading nearest to the element.
 *
 * @example
 *   await focusAfter(this, '#edit', 'h2');
 * @param {any} host an element; nothing happens when it has left the page
 * @param {...(string|Element|null|undefined)} targets elements, or selectors within the host
 * @returns {Promise<void>}
 */
export async function focusAfter(host, ...targets) {
  await settled(host);
  if (!host.isConnected) return;
  const found = targets.map((target) => (typeof target === 'string' ? host.querySelector(target) : target));
  if (!found.some((element) => focus(element))) focusNearest([host]);
}

/**
 * Focuses an element; a heading is made focusable first.
 *
 * @param {any} element
 * @returns {boolean} whether it has the focus now
 */
export function focus(element) {
  if (!element?.isConnected) return false;
  if (!element.matches(FOCUSABLE)) element.tabIndex = -1;
  // the whole content isn't gone to: a page that opens would begin below its header
  element.focus({ preventScroll: element.matches('main') });
  return document.activeElement === element;
}

/**
 * Focuses the nearest place to one that is gone: the heading of the first part that is still on the page, or the part.
 *
 * @param {Element[]} chain the ancestors of the place, nearest first
 */
export function focusNearest(chain) {
  const main = document.querySelector('main');
  for (const part of chain.filter((element) => element.isConnected)) {
    for (let place = part; place && place !== main && place !== document.body; place = place.parentElement) {
      if (focus(place.querySelector(HEADINGS))) return;
    }
  }
  focus(main?.querySelector('h1') ?? main);
}
