import { api } from '../../core/api.js';

// When the server is asked again whether the code has left, in ms after the last time.
const POLL_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * The pending login between password and code, which the browser keeps in a cookie. Counts down, and asks a few times whether
 * the code has left the service.
 */
export class PendingCode {
  /** @type {import('contract').PendingCode|null} null when there is none */
  current = null;
  loaded = false;
  #host;
  #expiresAt = 0;
  #resendAt = 0;
  #ticking = null;
  #polling = null;

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#ticking = setInterval(() => this.#host.requestUpdate(), 1_000);
  }

  hostDisconnected() {
    clearInterval(this.#ticking);
    clearTimeout(this.#polling);
  }

  /** @returns {number} seconds that the code is valid */
  get secondsLeft() {
    return this.current ? secondsUntil(this.#expiresAt) : 0;
  }

  /** @returns {number} seconds until a new code may be sent */
  get secondsToResend() {
    return secondsUntil(this.#resendAt);
  }

  /** Reads the pending login, if there is one. */
  async load() {
    const { pending } = await api.get('/login/code', { background: true });
    this.#set(pending);
    this.loaded = true;
    this.#poll(0);
  }

  /** Reads attempts left, lock and delivery again. */
  async refresh() {
    const { pending } = await api.get('/login/code', { background: true });
    const before = this.#expiresAt;
    this.#set(pending);
    this.#expiresAt = Math.min(before, this.#expiresAt);
  }

  /** Has a new code sent; the old one stops. Rejects with a `Problem`. */
  async resend() {
    await api.post('/login/code/resend');
    await this.load();
  }

  /** Forgets a code that has expired. */
  drop() {
    this.#set(null);
  }

  #set(pending) {
    this.current = pending;
    this.#expiresAt = Date.now() + (pending?.expiresInSeconds ?? 0) * 1000;
    this.#resendAt = Date.now() + (pending?.resendInSeconds ?? 0) * 1000;
    this.#host.requestUpdate();
  }

  #poll(count) {
    clearTimeout(this.#polling);
    if (this.current?.delivery !== 'QUEUED' || count === POLL_DELAYS_MS.length) return;
    this.#polling = setTimeout(() => void this.#pollNow(count), POLL_DELAYS_MS[count]);
  }

  async #pollNow(count) {
    await this.refresh().catch(() => undefined);
    this.#poll(count + 1);
  }
}

function secondsUntil(time) {
  return Math.max(0, Math.round((time - Date.now()) / 1000));
}

/**
 * The code in what was typed or pasted, as the service finds it: six digits of any script, with spaces, hyphens or dots between
 * them, also in a whole message. Six digits together precede digits apart.
 *
 * @param {string} text
 * @returns {string} the text itself when it holds no code, or different ones
 */
export function codeIn(text) {
  const plain = text.replace(/\p{Cf}/gu, '').replace(/\p{Nd}/gu, asciiDigit);
  return only(plain, /(?<!\d)\d{6}(?!\d)/g) ?? only(plain, /(?<!\d)\d(?:[\s\p{Z}\p{Pd}.]?\d){5}(?!\d)/gu) ?? text;
}

function only(text, pattern) {
  const found = new Set((text.match(pattern) ?? []).map((group) => group.replace(/\D/g, '')));
  return found.size === 1 ? [...found][0] : undefined;
}

// Unicode has the ten digits of a script in a row, from its zero
function asciiDigit(digit) {
  const code = digit.codePointAt(0);
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}
