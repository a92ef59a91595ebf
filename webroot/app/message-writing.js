import { MessageDraft, same } from './message-draft.js';
import { explain, explainField } from './problem.js';
import { Saver } from './saver.js';
import { t } from './i18n.js';

/** @typedef {import('./message-draft.js').Content} Content */

const FIELDS = ['kind', 'category', 'subject', 'body', 'to'];

/**
 * A message being written, as a Lit controller: it saves itself, is sent once, and stands still while the writer
 * chooses between two versions of it (MSG-3, MSG-7).
 */
export class MessageWriting {
  /** @type {Content|null} */
  content = null;
  /** @type {Record<string, string>} in words, by field */
  errors = {};
  problem = '';
  /** @type {any} the same draft, as it was changed somewhere else */
  theirs = null;
  sending = false;
  saver;
  #host;
  #tell;
  #planId = '';
  #draft = null;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {{created: (id: string) => void, sent: () => void, refused: (fields: string[]) => void}} tell what happens
   */
  constructor(host, tell) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
    this.saver = new Saver(host, (content, options) => this.#save(content, options));
  }

  hostDisconnected() {
    // Left without choosing between two versions: the other one stays, and this one is kept beside it.
    if (this.theirs) void new MessageDraft(this.#planId, {}).save(this.content).catch(() => undefined);
  }

  /** @returns {boolean} */
  get hasUnsaved() {
    return this.saver.hasUnsaved || this.theirs !== null;
  }

  /** @returns {boolean} */
  get isAtRisk() {
    return this.saver.isAtRisk || this.theirs !== null;
  }

  /** @returns {Promise<void>} */
  async keep() {
    await this.saver.flush();
  }

  /** @param {string} planId @param {Content} content @param {{replyTo?: string|null, forwardOf?: string|null}} links */
  begin(planId, content, links) {
    this.#planId = planId;
    this.#draft = new MessageDraft(planId, links);
    this.#become({ content });
  }

  /** @param {Content} content @param {any} draft that it comes from, as the server has it */
  goOn(content, draft) {
    this.begin(draft.planId, content, draft);
    this.#draft.stored(draft);
  }

  /** @param {Partial<Content>} change */
  change(change) {
    const corrected = Object.fromEntries(Object.keys(change).map((field) => [field, '']));
    this.#become({ content: { ...this.content, ...change }, errors: { ...this.errors, ...corrected } });
    this.saver.changed(this.content);
  }

  /** @returns {Promise<boolean>} whether it is on the server */
  async saveNow() {
    if (!this.saver.hasUnsaved) this.saver.changed(this.content);
    await this.saver.flush();
    return this.saver.state === 'saved';
  }

  async send() {
    if (this.sending) return;
    const errors = missing(this.content);
    this.#become({ errors, problem: '' });
    if (Object.keys(errors).length) return this.#tell.refused(Object.keys(errors));
    this.#become({ sending: true });
    await this.saver.stop();
    try {
      await this.#draft.send(this.content);
      this.#sent();
    } catch (problem) {
      this.#notSent(problem);
    }
  }

  /** @returns {Promise<boolean>} whether it is thrown away */
  async remove() {
    await this.saver.stop();
    try {
      await this.#draft.remove();
    } catch (problem) {
      this.#become({ problem: explain(problem) });
      this.saver.resume();
      this.saver.changed(this.content);
      return false;
    }
    this.saver.resume();
    return true;
  }

  keepMine() {
    this.#draft.stored(this.theirs);
    this.#become({ theirs: null });
    this.saver.resume();
    this.saver.changed(this.content);
  }

  /** @param {Content} content theirs, as it is to be written on */
  takeTheirs(content) {
    this.#draft.stored(this.theirs);
    this.#become({ content, theirs: null });
    this.saver.resume();
  }

  async #save(content, options) {
    const isNew = !this.#draft.id;
    try {
      await this.#draft.save(content, options);
      if (isNew) this.#tell.created(this.#draft.id);
    } catch (problem) {
      if (problem.code === 'version.stale' && problem.current) this.#conflict(problem.current);
      if (problem.code === 'message.sent' || problem.errors?.length) this.#refused(problem);
      throw problem;
    }
  }

  #conflict(theirs) {
    this.#become({ theirs });
    void this.saver.stop();
  }

  #sent() {
    this.saver.resume();
    this.#tell.sent();
  }

  /** The text stays, and goes on saving itself. */
  #notSent(problem) {
    this.#become({ sending: false });
    this.saver.resume();
    if (problem.code === 'version.stale' && problem.current && !same(problem.current, this.content)) return this.#conflict(problem.current);
    this.#refused(problem);
    if (problem.code !== 'message.sent') this.saver.changed(this.content);
  }

  #refused(problem) {
    // The answer to an earlier try was lost on its way: it was sent after all.
    if (problem.code === 'message.sent' && problem.current && same(problem.current, this.content)) return this.#sent();
    const known = (problem.errors ?? []).map(({ field, code }) => [field.split(/[.[/]/)[0], explainField(code)]).filter(([field]) => FIELDS.includes(field));
    this.#become({ errors: Object.fromEntries(known), problem: known.length ? this.problem : explain(problem) });
    if (known.length) this.#tell.refused(Object.keys(this.errors));
  }

  #become(change) {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

function missing({ to, subject, body }) {
  const errors = {};
  if (to.length === 0) errors.to = t('compose.toMissing');
  if (!subject.trim()) errors.subject = t('compose.subjectMissing');
  if (!body.trim()) errors.body = t('compose.bodyMissing');
  return errors;
}
