/** The languages that the service has, and the choice of one (LANG-1). A page is in one language: another is another page load. */

import { api } from './api.js';
import { session } from './session.js';

/** @returns {{tag: string, name: string}[]} in the order that they are offered in; each is named in itself */
export function languages() {
  return (document.documentElement.dataset.languages ?? '').split(',').filter(Boolean).map((one) => {
    const space = one.indexOf(' ');
    return { tag: one.slice(0, space), name: one.slice(space + 1) };
  });
}

/** @returns {string} the tag of the language of the page */
export function pageLanguage() {
  return document.documentElement.lang;
}

/**
 * Chooses the language of this browser, and of the person who is logged in. The page is to be loaded anew.
 *
 * @param {string} language its tag
 */
export async function chooseLanguage(language) {
  if (!session.me) return void (await api.put('/language', { language }));
  await api.put('/me/preferences', { ...(await api.get('/me/preferences')), language });
}
