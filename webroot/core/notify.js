/** Toasts: short messages announced by screen readers (`role="status"`), with at most one action. */

import { EventEmitter } from './event-emitter.js';

export const toasts = new EventEmitter();

/**
 * @param {string} text
 * @param {{kind?: 'done'|'warning', action?: {label: string, run: () => void}}} [options] a toast with an action stays until it is closed
 */
export function notify(text, options = {}) {
  toasts.emit('toast', { text, kind: 'done', ...options });
}
