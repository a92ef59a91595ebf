import { router } from './router.js';
import { session } from './session.js';

/**
 * What was searched for, for when the user comes back to the list: in memory only, since names stand neither in an address nor in
 * the browser's history (PERSON-3).
 */
export class KeptSearch {
  /** @type {any} */
  #words = null;
  #personId = '';

  /** @param {object|string} words of the search that the current address shows */
  keep(words) {
    this.#words = words;
    this.#personId = session.me?.personId ?? '';
    router.keep({ searched: true });
  }

  /** @returns {any} what was searched for at the current address by the one who is logged in; null for nothing */
  get words() {
    return router.kept.searched && this.#personId === session.me?.personId ? this.#words : null;
  }
}
