/** Short confirmations that a screen reader speaks (`role="status"`), with at most one thing to do about it. */

export const notices = new EventTarget();

/**
 * @param {string} text
 * @param {{kind?: 'done'|'warning', action?: {label: string, run: () => void}}} [options] one with an action stays until it is closed
 */
export function notify(text, options = {}) {
  notices.dispatchEvent(new CustomEvent('notice', { detail: { text, kind: 'done', ...options } }));
}
