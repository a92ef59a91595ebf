/**
 * Keeps the focus near when the focused element is removed, disabled or hidden: browsers would move it to <body>, and the
 * user would start from the top of the page. A page that moves the focus itself comes first.
 */

import { focus, focusNearest } from './focus.js';

const WATCHED = { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled', 'hidden'] };

/** @type {Element[]} the focused element and its ancestors, nearest first */
let chain = [];
let checking = false;

/** Starts watching the page. */
export function keepFocus() {
  document.addEventListener('focusin', ({ target }) => (chain = ancestors(/** @type {Element} */ (target))));
  document.addEventListener('focusout', ({ relatedTarget }) => relatedTarget || check());
  new MutationObserver(check).observe(document.body, WATCHED);
}

/** While a page takes the place of another, and has no heading yet: what had the focus may have gone with the former one. */
export function keepInContent() {
  if (document.activeElement === document.body) focus(document.querySelector('main'));
}

// After the frame in which the page renders and moves the focus itself.
function check() {
  if (checking || chain.length === 0) return;
  checking = true;
  requestAnimationFrame(() => setTimeout(() => {
    checking = false;
    restore();
  }));
}

function restore() {
  if (document.activeElement && document.activeElement !== document.body) return;
  const [last, ...around] = chain;
  chain = [];
  // An element that could still have the focus was left on purpose, by a click beside it.
  if (!last || isUsable(last)) return;
  focusNearest(around);
}

function isUsable(element) {
  return element.isConnected && !element.disabled && element.getClientRects().length > 0;
}

function ancestors(element) {
  const found = [];
  for (let one = element; one; one = one.parentElement) found.push(one);
  return found;
}
