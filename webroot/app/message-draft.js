import { api, newKey } from './api.js';

/**
 * @typedef {object} Content
 * @property {'MESSAGE'|'NOTE'|'MINUTES'} kind
 * @property {string} category
 * @property {string} subject
 * @property {string} body
 * @property {string[]} to
 */

/** A message on its way to being sent: created once, changed by version, sent once (MSG-3, MSG-7). */
export class MessageDraft {
  /** @type {string|null} */
  id = null;
  #version = 0;
  #folder;
  #links;
  #createKey = newKey();
  /** @type {Content|null} the first try, which a second try with the same key must repeat */
  #created = null;
  #sendKey = { content: '', key: '' };
  #lastTried = '';

  /** @param {string} planId @param {{replyTo?: string|null, forwardOf?: string|null}} links */
  constructor(planId, links) {
    this.#folder = `/plans/${planId}/messages`;
    this.#links = { replyTo: links.replyTo ?? null, forwardOf: links.forwardOf ?? null };
  }

  /** @param {any} message as the server has it */
  stored(message) {
    this.id = message.id;
    this.#version = message.version;
  }

  /** @param {Content} content @param {{keepalive?: boolean}} [options] */
  async save(content, { keepalive = false } = {}) {
    if (!this.id && same(await this.#create(content, { keepalive }), content)) return;
    await this.#change(content, { keepalive });
  }

  /**
   * Sends it. It is always a draft first: whatever answer gets lost, there is one message, which can be sent once.
   *
   * @param {Content} content
   */
  async send(content) {
    const idempotencyKey = this.#keyFor(content);
    if (!this.id) await this.#create(content, {});
    await this.#change(content, { idempotencyKey }, true);
  }

  /** Throws it away on the server, if it is there. */
  async remove() {
    if (this.id) await api.delete(`${this.#folder}/${this.id}`);
  }

  async #create(content, options) {
    this.#created ??= content;
    try {
      const made = await api.post(this.#folder, this.#bodyOf(this.#created, false), { idempotencyKey: this.#createKey, ...options });
      this.stored(made);
      return made;
    } catch (problem) {
      // Refused, so nothing was stored: the next try may say something else.
      if (problem.status >= 400 && problem.status < 500) this.#created = null;
      throw problem;
    }
  }

  async #change(content, options, send = false) {
    const before = this.#lastTried;
    this.#lastTried = textOf(content);
    try {
      return this.stored(await this.#put(content, options, send));
    } catch (problem) {
      const known = problem.code === 'version.stale' && problem.current ? textOf(problem.current) : null;
      if (known === null || (known !== before && known !== this.#lastTried)) throw problem;
      // An earlier save of ours got there although its answer didn't: go on from it.
      this.stored(problem.current);
      return this.stored(await this.#put(content, options, send));
    }
  }

  #put(content, options, send) {
    return api.put(`${this.#folder}/${this.id}`, this.#bodyOf(content, send), { version: this.#version, ...options });
  }

  #keyFor(content) {
    const text = textOf(content);
    if (this.#sendKey.content !== text) this.#sendKey = { content: text, key: newKey() };
    return this.#sendKey.key;
  }

  #bodyOf(content, send) {
    return { ...plain(content), ...this.#links, send };
  }
}

/** @param {any} one @param {any} other @returns {boolean} whether they say the same */
export function same(one, other) {
  return textOf(one) === textOf(other);
}

function textOf(content) {
  return JSON.stringify(plain(content));
}

// As the contract wants it; recipients come as ids from the form and as persons from the server.
function plain({ kind, category, subject, body, to }) {
  const ids = to.map((recipient) => recipient.participantId ?? recipient).sort();
  return { kind, category: kind === 'MESSAGE' ? null : category?.trim() || null, subject, body, to: ids };
}
