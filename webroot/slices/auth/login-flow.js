/** Redirects to the login and its required steps, and back to the requested page. */

import { queryString } from '../../core/api.js';
import { pageLanguage } from '../../core/language.js';
import { localPath, match, router } from '../../core/router.js';
import { session } from '../../core/session.js';

/** The list of plans, which opens the only plan by itself (LIST-1). */
const HOME_PATH = '/';
const LIST_PATH = '/planer';

/** What was typed on one login page and is carried over to the next, in memory only. */
export const loginEntries = { username: takeTyped() };

/**
 * Keeps the user name for the next load of the page in this tab, in another language.
 *
 * @param {string} username
 */
export function keepTyped(username) {
  if (username) router.keep({ username });
}

function takeTyped() {
  const { username = '' } = router.kept;
  if (username) router.keep({ username: undefined });
  return username;
}

/**
 * @param {URL} url
 * @returns {string|null} where to redirect, or null when the page may be shown
 */
export function loginRedirect(url) {
  const access = match(url.pathname)?.route.access;
  const address = url.pathname + url.search;
  if (access === 'member' && !session.me) return loginPath(address);
  if (access === 'member' && session.requiredStep) return session.requiredStep + queryString({ til: address });
  if (access === 'first' && !session.me) return loginPath(localPath(url.searchParams.get('til')));
  return null;
}

/**
 * @param {string|null} [til] the requested page
 * @param {string} [reason] shown on the login page
 * @returns {string}
 */
export function loginPath(til, reason) {
  return `/logg-inn${queryString({ grunn: reason, til: til === HOME_PATH || til === LIST_PATH ? null : til })}`;
}

/**
 * @param {string} reason why the session ended
 * @returns {string|null} the page that the login returns to: none after a logout by choice
 */
export function returnPath(reason) {
  return reason === 'LOGGED_OUT' ? null : location.pathname + location.search;
}

/**
 * Continues after a login step.
 *
 * @param {'TERMS'|'PASSWORD'|'DONE'} next as the server says
 * @param {string|null} til
 */
export async function continueLogin(next, til) {
  await session.reload();
  loginEntries.username = '';
  const path = nextPath(next, localPath(til));
  // the person's language is another than that of this browser so far (LANG-1)
  if (session.me?.language !== pageLanguage()) location.replace(path);
  else router.go(path, { replace: true });
}

function nextPath(next, destination) {
  if (next === 'TERMS') return `/vilkar${queryString({ til: destination })}`;
  if (next === 'PASSWORD') return `/bytt-passord${queryString({ til: destination })}`;
  return destination ?? HOME_PATH;
}
