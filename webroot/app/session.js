/** Who is logged in. Nothing of it is stored in the browser. */

import { api, apiEvents } from './api.js';
import { live } from './live.js';
import { SessionClock } from './session-clock.js';

const MUST_FIRST = { 'terms.required': '/vilkar', 'password.required': '/bytt-passord' };

/** Events: `change` (someone else, or nobody), `ended` with the reason, `mustFirst` with the page that comes before all else. */
class Session extends EventTarget {
  /** @type {any} the answer of GET /me, or null */
  me = null;
  /** @type {{challenge: string, channel: string, sentTo: string, expiresAt: number}|null} only ever in memory */
  challenge = null;
  clock = new SessionClock();
  #known = false;
  #leaving = false;

  constructor() {
    super();
    apiEvents.addEventListener('answered', () => this.me && this.clock.restarted());
    apiEvents.addEventListener('refused', (event) => this.#refused(event.detail));
    live.addEventListener('sessionExpiring', (event) => this.clock.warn(event.detail.at));
    live.addEventListener('signedOut', (event) => this.end(event.detail.reason));
    live.addEventListener('stillDown', () => this.check());
    this.clock.addEventListener('ask', () => this.check());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.check());
  }

  /** @returns {boolean} logged in, with nothing that must be done first */
  get isOpen() {
    return this.me !== null && this.me.next !== 'TERMS' && !this.me.passwordChangeRequired;
  }

  /** @returns {string|null} the page that comes before every other one */
  get mustFirst() {
    if (this.me === null || this.isOpen) return null;
    return this.me.next === 'TERMS' ? '/vilkar' : '/bytt-passord';
  }

  /** Finds out, once, whether this browser is logged in. */
  async known() {
    if (this.#known) return;
    try {
      this.#began(await api.get('/me', { quiet: true }));
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      this.#known = true;
    }
  }

  /** Fetches who is logged in anew: after a login, and after terms or password. */
  async reload() {
    this.#began(await api.get('/me'));
  }

  /** Asks whether the session still lives, without counting as activity. */
  async check() {
    if (!this.me) return;
    try {
      const me = await api.get('/me', { background: true });
      this.clock.measured(me.session);
    } catch (problem) {
      // A 401 has been told to #refused. Without a connection, the clock goes on by itself.
      if (problem.isNetwork && this.clock.isOver) this.end('IDLE');
    }
  }

  /** "Jeg er her fortsatt" (LOGIN-7). */
  async stay() {
    this.clock.measured(await api.post('/me/activity'));
  }

  /** Logs out everywhere at once (LOGIN-8). Throws when the server couldn't be told. */
  async logout() {
    this.#leaving = true;
    try {
      await api.post('/logout', undefined, { quiet: true });
    } catch (problem) {
      if (problem.status !== 401) throw problem;
    } finally {
      this.#leaving = false;
    }
    this.end('LOGGED_OUT');
  }

  /** Forgets the person. @param {string} reason why, as in the frame `signedOut` */
  end(reason) {
    if (!this.me || this.#leaving) return;
    const personId = this.me.personId;
    this.me = null;
    this.clock.stop();
    live.stop();
    this.dispatchEvent(new Event('change'));
    this.dispatchEvent(new CustomEvent('ended', { detail: { reason, personId } }));
  }

  #began(me) {
    if (this.me && this.me.personId !== me.personId) live.stop();
    this.#known = true;
    this.me = me;
    this.challenge = null;
    this.clock.measured(me.session);
    if (this.isOpen) live.start();
    this.dispatchEvent(new Event('change'));
  }

  #refused(problem) {
    if (problem.code === 'session.required') this.end(this.clock.isOver ? 'IDLE' : 'ENDED');
    if (MUST_FIRST[problem.code] && this.me) {
      this.dispatchEvent(new CustomEvent('mustFirst', { detail: MUST_FIRST[problem.code] }));
    }
  }
}

export const session = new Session();
