/**
 * What the browser remembers of help pages: which lessons are done, and which news was seen. Nothing of a person or a plan. Where
 * the browser stores nothing, it is forgotten with the page.
 */

const forgotten = new Map();

/**
 * @param {string} key
 * @returns {any} null when nothing is remembered
 */
export function remembered(key) {
  try {
    return JSON.parse(storage().getItem(`samklang.${key}`));
  } catch {
    return forgotten.get(key) ?? null;
  }
}

/**
 * @param {string} key
 * @param {any} value
 */
export function remember(key, value) {
  forgotten.set(key, value);
  try {
    storage().setItem(`samklang.${key}`, JSON.stringify(value));
  } catch {
    // blocked or full: the page knows it until it is closed
  }
}

function storage() {
  return localStorage; // eslint-disable-line no-restricted-globals -- no text of users: see above
}
