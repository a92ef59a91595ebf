/** Finds the invalid fields of a form on the page, in their order there, and moves the focus to them. */

import { focus, settled } from '../core/focus.js';

/**
 * Asks the fields that read what was typed (dates, times) to show an error when they can't.
 *
 * @param {any} host
 * @returns {boolean} whether there is one that can't
 */
export function reportUnreadable(host) {
  const fields = [...host.querySelectorAll('date-field, time-field')];
  return fields.filter((field) => /** @type {any} */ (field).report()).length > 0;
}

/**
 * @param {any} host
 * @returns {{field: any, label: string, text: string}[]} the invalid fields; a group of radio buttons once
 */
export function invalidFields(host) {
  const found = new Map();
  for (const field of host.querySelectorAll('[aria-invalid="true"]')) {
    const key = field.type === 'radio' ? field.name : field;
    if (!found.has(key)) found.set(key, { field, label: labelOf(field), text: errorOf(field) });
  }
  return [...found.values()];
}

/**
 * Focuses the summary of errors, when there is one, or else the first invalid field. Without any, the focus stays.
 *
 * @param {any} host
 */
export async function focusErrors(host) {
  await settled(host);
  const summary = host.querySelector('error-summary');
  await summary?.refresh();
  if (!focus(summary?.querySelector('.error-summary'))) invalidFields(host)[0]?.field.focus();
}

function labelOf(field) {
  const group = field.type === 'radio' || field.type === 'checkbox' ? field.closest('fieldset')?.querySelector('legend') : null;
  return text(group ?? field.labels?.[0] ?? null);
}

function errorOf(field) {
  const described = `${field.getAttribute('aria-describedby') ?? ''} ${field.closest('fieldset')?.getAttribute('aria-describedby') ?? ''}`;
  const id = described.split(' ').find((one) => one.endsWith('-error'));
  const error = id ? document.getElementById(id) : field.closest('.field, fieldset')?.querySelector('.field-error');
  return text(error);
}

// Without marks such as the asterisk of a required field.
function text(element) {
  if (!element) return '';
  const copy = element.cloneNode(true);
  copy.querySelectorAll('[aria-hidden="true"], .tag').forEach((mark) => mark.remove());
  return copy.textContent.replace(/\s+/g, ' ').trim();
}
