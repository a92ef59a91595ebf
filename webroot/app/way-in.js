/** The way in: who must log in, what must be done first, and where one was going. */

import { query } from './api.js';
import { localPath, match, router } from './router.js';
import { session } from './session.js';

const START = '/planer';

/**
 * @param {URL} url
 * @returns {string|null} where to go instead, or null when the page can be shown
 */
export function detour(url) {
  if (url.pathname === '/') return START + url.search;
  const access = match(url.pathname)?.route.access;
  const here = url.pathname + url.search;
  if (access === 'member' && !session.me) return loginPath(here);
  if (access === 'member' && session.mustFirst) return session.mustFirst + query({ til: here });
  if (access === 'first' && !session.me) return loginPath(localPath(url.searchParams.get('til')));
  return null;
}

/**
 * @param {string|null} [til] where the person was going
 * @param {string} [reason] why the login is needed, when it comes as a surprise
 * @returns {string}
 */
export function loginPath(til, reason) {
  return `/logg-inn${query({ grunn: reason, til: til === START ? null : til })}`;
}

/**
 * Goes on after a step of the login.
 *
 * @param {'TERMS'|'PASSWORD'|'DONE'} next as the server says
 * @param {string|null} til
 */
export async function goOn(next, til) {
  await session.reload();
  const wanted = localPath(til);
  if (next === 'TERMS') router.go(`/vilkar${query({ til: wanted })}`, { replace: true });
  else if (next === 'PASSWORD') router.go(`/bytt-passord${query({ til: wanted })}`, { replace: true });
  else router.go(wanted ?? START, { replace: true });
}
