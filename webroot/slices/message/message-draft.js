import { api, newIdempotencyKey } from '../../core/api.js';
import { router } from '../../core/router.js';

/**
 * @typedef {object} Content
 * @property {'MESSAGE'|'NOTE'|'MINUTES'} kind
 * @property {string} category
 * @property {string} subject
 * @property {string} body
 * @property {string[]} to
 * @property {boolean} notify whether the recipients are notified (MSG-3)
 * @property {string[]} awaitAnswerFrom those of `to` who are asked to answer (MSG-8)
 */

/** Stores a message draft on the server and sends it exactly once (MSG-3, MSG-7). */
export class MessageDraft {
  /** @type {string|null} */
  id = null;
  /** @type {import('contract').Attachment[]} the files that it carries (MSG-6) */
  attachments = [];
  #version = 0;
  #folder;
  #links;
  #createKey = newIdempotencyKey();
  /** @type {Content|null} the content of the first attempt, repeated with the same idempotency key */
  #created = null;
  #sendKey = { content: '', key: '' };
  #lastSent = '';

  /**
   * @param {string} planId
   * @param {{replyTo?: string|null, forwardOf?: string|null}} links
   */
  constructor(planId, links) {
    this.#folder = `/plans/${planId}/messages`;
    this.#links = { replyTo: links.replyTo ?? null, forwardOf: links.forwardOf ?? null };
  }

  /** @param {import('contract').Message} message as stored on the server */
  setStored(message) {
    this.id = message.id;
    this.attachments = message.attachments;
    this.#version = message.version;
  }

  /**
   * @param {Content} content
   * @param {{keepalive?: boolean}} [options]
   */
  async save(content, { keepalive = false } = {}) {
    if (!this.id && isSameContent(await this.#create(content, { keepalive }), content)) return;
    await this.#change(content, { keepalive });
  }

  /**
   * Sends the message. It is stored as a draft first, so that a lost response can't cause a second message.
   *
   * @param {Content} content
   */
  async send(content) {
    const idempotencyKey = this.#keyFor(content);
    if (!this.id) await this.#create(content, {});
    await this.#change(content, { idempotencyKey }, true);
  }

  /** Deletes the draft on the server, if it was stored. */
  async remove() {
    if (this.id) await api.delete(`${this.#folder}/${this.id}`);
  }

  async #create(content, options) {
    this.#created ??= content;
    try {
      const created = await api.post(this.#folder, this.#bodyOf(this.#created, false), { idempotencyKey: this.#createKey, ...options });
      this.setStored(created);
      return created;
    } catch (problem) {
      // Rejected, so nothing was stored: the next attempt may have other content.
      if (problem.status >= 400 && problem.status < 500) this.#created = null;
      throw problem;
    }
  }

  async #change(content, options, send = false) {
    const before = this.#lastSent;
    this.#lastSent = textOf(content);
    try {
      return this.setStored(await this.#put(content, options, send));
    } catch (problem) {
      const known = problem.code === 'version.stale' && problem.current ? textOf(problem.current) : null;
      if (known === null || (known !== before && known !== this.#lastSent)) throw problem;
      // An earlier save succeeded but its response was lost: continue from its version.
      this.setStored(problem.current);
      return this.setStored(await this.#put(content, options, send));
    }
  }

  #put(content, options, send) {
    return api.put(`${this.#folder}/${this.id}`, this.#bodyOf(content, send), { version: this.#version, ...options });
  }

  #keyFor(content) {
    const text = textOf(content);
    if (this.#sendKey.content !== text) this.#sendKey = { content: text, key: newIdempotencyKey() };
    return this.#sendKey.key;
  }

  #bodyOf(content, send) {
    return { ...toContent(content), ...this.#links, send };
  }
}

/**
 * @param {any} one
 * @param {any} other
 * @returns {boolean} whether the contents are equal
 */
export function isSameContent(one, other) {
  return textOf(one) === textOf(other);
}

function textOf(content) {
  return JSON.stringify(toContent(content));
}

// Recipients are ids in the form and objects in responses.
function toContent(content) {
  const { kind, category, subject, body, to, notify } = content;
  const ids = to.map((recipient) => recipient.participantId ?? recipient).sort();
  const awaitAnswerFrom = awaited(content).filter((id) => ids.includes(id)).sort();
  return { kind, category: kind === 'MESSAGE' ? null : category?.trim() || null, subject, body, to: ids, notify: notify ?? true,
    awaitAnswerFrom };
}

/**
 * @param {any} message of a form, or as stored
 * @returns {string[]} ids of those who are asked to answer (MSG-8)
 */
export function awaited({ awaitAnswerFrom, to }) {
  return awaitAnswerFrom ?? to.filter(({ answer }) => answer).map(({ participantId }) => participantId);
}

/**
 * Stores a draft again that was thrown away, with what it answers or forwards, and opens it. Rejects when it can't be stored.
 *
 * @param {string} planId
 * @param {Content} content
 * @param {{replyTo?: string|null, forwardOf?: string|null}} links
 */
export async function restoreDraft(planId, content, links) {
  const draft = new MessageDraft(planId, links);
  const folder = `/planer/${planId}/meldinger`;
  await draft.save(content);
  router.go(links.replyTo ? `${folder}/${links.replyTo}?svar=ja&kladd=${draft.id}` : `${folder}/${draft.id}/rediger`);
}
