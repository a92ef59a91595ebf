/** The user's session. Nothing of it is stored in the browser. */

import { EventEmitter } from './event-emitter.js';
import { actFor, api, apiEvents } from './api.js';
import { live } from './live.js';
import { SessionClock } from './session-clock.js';
import { tabs } from './tabs.js';

const REQUIRED_STEPS = { 'terms.required': '/vilkar', 'password.required': '/bytt-passord' };

// Set and deleted by the server along with the session cookie, which scripts can't read. Without it nobody is logged in, and
// `GET /me` needn't be asked: neither here nor by whatever asks ahead while scripts load. It says nothing of who it is, and
// opens nothing: with it, /me may still answer 401, when the session has ended meanwhile. It is 0 from then on: when it is missing
// beside a session cookie, the server sets it with the page.
const MARKER = 'samklang_logged_in';

/** @returns {boolean} whether somebody may be logged in in this browser */
export function mayBeLoggedIn() {
  return document.cookie.split('; ').includes(`${MARKER}=1`);
}

/**
 * @typedef {object} EndedSession
 * @property {string} reason as in the frame `signedOut`, or OTHER
 * @property {string} personId whose session it was
 * @property {string} name of that person
 * @property {import('./tabs.js').TabPerson|null} other who is logged in now, in another tab
 *
 * Events: `change` (another user, or none), `ended` with an EndedSession, `stepRequired` with the page of a required login step,
 * `loggedInElsewhere` when another tab has logged in: as the same person as here, or where nobody was.
 */
class Session extends EventEmitter {
  /** @type {import('contract').Me|null} */
  me = null;
  clock = new SessionClock();
  #restored = false;
  #loggingOut = false;
  /** @type {EndedSession|null} of the page that is still shown */
  #ended = null;

  constructor() {
    super();
    apiEvents.on('success', () => this.me && this.clock.restart());
    apiEvents.on('failure', (event) => this.#onFailure(event.detail));
    tabs.on('loggedIn', (event) => this.#onOtherLogin(event.detail));
    tabs.on('loggedOut', (event) => this.#onOtherLogout(event.detail));
    live.on('sessionExpiring', (event) => this.clock.warn(event.detail.at));
    live.on('signedOut', (event) => this.end(event.detail.reason));
    live.on('reconnectFailing', () => this.check());
    this.clock.on('checkDue', () => this.check());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.check());
  }

  /** @returns {boolean} logged in, with no required step left */
  get isActive() {
    return this.me !== null && this.me.next !== 'TERMS' && !this.me.passwordChangeRequired;
  }

  /** @returns {string|null} the page of the required login step, if any */
  get requiredStep() {
    if (this.me === null || this.isActive) return null;
    return this.me.next === 'TERMS' ? '/vilkar' : '/bytt-passord';
  }

  /** Restores the session from the cookie, once. */
  async restore() {
    if (this.#restored) return;
    const me = mayBeLoggedIn() ? await this.whoIsLoggedIn() : null;
    this.#restored = true;
    if (me) this.establish(me);
  }

  /** Reloads the user, after a login step or a change of the profile. */
  async reload() {
    this.establish(await api.get('/me', { asAnyone: !this.me }));
  }

  /** @returns {Promise<import('contract').Me|null>} who is logged in in this browser, perhaps in another tab */
  async whoIsLoggedIn() {
    try {
      return await api.get('/me', { silent: true, background: true, asAnyone: true });
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      document.cookie = `${MARKER}=0; Path=/; Secure; SameSite=Strict`;
      return null;
    }
  }

  /** Checks whether the session is active, without extending it. */
  async check() {
    if (!this.me) return;
    try {
      const me = await api.get('/me', { background: true });
      this.clock.sync(me.session);
    } catch (problem) {
      // A 401 is handled by #onFailure. Without a connection, the clock decides.
      if (problem.isNetwork && this.clock.isExpired) this.end('IDLE');
    }
  }

  /** Extends the session: "Jeg er her fortsatt" (LOGIN-7). */
  async extend() {
    this.clock.sync(await api.post('/me/activity'));
  }

  /** Logs out (LOGIN-8). Rejects when the server can't be reached. */
  async logout() {
    this.#loggingOut = true;
    try {
      await api.post('/logout', undefined, { silent: true });
    } catch (problem) {
      if (problem.status !== 401) throw problem;
    } finally {
      this.#loggingOut = false;
    }
    this.end('LOGGED_OUT');
  }

  /**
   * Clears the session.
   *
   * @param {string} reason as in the frame `signedOut`
   * @param {import('./tabs.js').TabPerson|null} [other] who is logged in now
   */
  end(reason, other = null) {
    if (!this.me || this.#loggingOut) return;
    this.#ended = { ...tabPerson(this.me), reason, other };
    if (reason === 'LOGGED_OUT') tabs.tell('loggedOut', tabPerson(this.me));
    this.me = null;
    this.clock.stop();
    live.stop();
    this.emit('change');
    this.emit('ended', this.#ended);
  }

  /**
   * Goes on as that person.
   *
   * @param {import('contract').Me} me
   */
  establish(me) {
    const isNew = this.me?.personId !== me.personId;
    if (isNew) live.stop();
    this.#restored = true;
    this.#ended = null;
    this.me = me;
    actFor(me.personId);
    this.clock.sync(me.session);
    if (this.isActive) live.start(me.personId);
    if (isNew) tabs.tell('loggedIn', tabPerson(me));
    this.emit('change');
  }

  /** Nothing of the person whose session ended is shown any more. */
  forget() {
    this.#ended = null;
  }

  #onFailure(problem) {
    if (problem.code === 'session.required') this.end(this.clock.isExpired ? 'IDLE' : 'ENDED');
    if (problem.code === 'session.other') void this.#findOther();
    if (REQUIRED_STEPS[problem.code] && this.me) {
      this.emit('stepRequired', REQUIRED_STEPS[problem.code]);
    }
  }

  /** Somebody else is logged in by now: this page doesn't act for them. */
  async #findOther() {
    if (!this.me) return;
    const now = await this.whoIsLoggedIn().catch(() => null);
    if (now && now.personId !== this.me?.personId) this.#onOtherLogin(tabPerson(now));
  }

  #onOtherLogin(person) {
    if (person.personId === (this.me ?? this.#ended)?.personId) return this.me ? undefined : this.emit('loggedInElsewhere');
    if (this.me) return this.end('OTHER', person);
    if (!this.#ended) return this.emit('loggedInElsewhere');
    this.#ended = { ...this.#ended, other: person };
    this.emit('ended', this.#ended);
  }

  #onOtherLogout(person) {
    if (person.personId === this.me?.personId) this.end('LOGGED_OUT');
    if (person.personId !== this.#ended?.other?.personId) return;
    this.#ended = { ...this.#ended, reason: 'ENDED', other: null };
    this.emit('ended', this.#ended);
  }
}

function tabPerson({ personId, firstName, lastName }) {
  return { personId, name: `${firstName} ${lastName}` };
}

export const session = new Session();
