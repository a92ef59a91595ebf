import { FormController } from '../../forms/form-controller.js';
import { offerUndo } from '../../forms/undo-discard.js';
import { t } from '../../core/i18n.js';
import { MessageDraft, isSameContent, restoreDraft } from './message-draft.js';
import './texts.js';

/** @typedef {import('./message-draft.js').Content} Content */

/**
 * The form of a message (MSG-3): what is written is the draft itself, kept in the folder of drafts, and sent once (MSG-7).
 */
export class MessageForm {
  /** Whether kind and subject have been unfolded: what one types in never folds by itself. */
  unfolded = false;
  /** The same for what one chooses for the sending. */
  optionsUnfolded = false;
  #form;
  #callbacks;
  #draft = new MessageDraft('', {});
  #planId = '';
  #links = {};

  /**
   * @param {import('lit').LitElement} host
   * @param {object} callbacks
   * @param {(draft: any) => Content} callbacks.toContent the content of a message, with the recipients who may receive it
   * @param {(id: string) => void} callbacks.sent
   * @param {(id: string) => void} [callbacks.created] when the draft is stored for the first time
   * @param {(fields: string[]) => void} callbacks.refused when fields have errors
   */
  constructor(host, callbacks) {
    this.#callbacks = callbacks;
    this.#form = new FormController(host, {
      draft: {
        save: ({ all }, options) => this.#save(all, options),
        discard: () => this.#draft.remove(),
        adopt: (current) => this.#draft.setStored(current),
        saveCopy: ({ all }, options) => new MessageDraft(this.#planId, {}).save(all, options),
      },
      alwaysConfirmConflicts: true,
      valuesOf: callbacks.toContent,
      fieldOf: (field) => field.split(/[.[/]/)[0],
      validate,
      send: (values) => this.#draft.send(values),
      onRefused: (problem) => this.#refused(problem),
    });
  }

  /** @returns {Content|null} null until it is opened */
  get content() {
    return this.#form.values;
  }

  /** @returns {FormController} for the parts that every form shows */
  get controller() {
    return this.#form;
  }

  /** @returns {import('../../forms/autosaved-draft.js').AutosavedDraft|null} */
  get autosave() {
    return this.#form.autosave;
  }

  /** @returns {boolean} whether it is being sent */
  get sending() {
    return this.#form.busy;
  }

  /** @returns {string} why it wasn't sent, besides the fields' errors */
  get problem() {
    // The connection bar says that there is no connection.
    return this.#form.failure?.isNetwork ? t('compose.notSent') : this.#form.problem;
  }

  /** @returns {import('contract').Attachment[]} the files that the stored draft carries (MSG-6) */
  get attachments() {
    return this.#draft.attachments;
  }

  /**
   * Shows files as carried that have been added or removed.
   *
   * @param {import('contract').Attachment[]} attachments
   */
  set attachments(attachments) {
    this.#draft.attachments = attachments;
    this.#form.host.requestUpdate();
  }

  /** @returns {Promise<string|null>} the id of the draft, stored if it wasn't; null when it can't be stored */
  async storedId() {
    if (!this.#draft.id) await this.saveNow();
    return this.#draft.id;
  }

  /** @returns {boolean} whether something is stored that can be thrown away */
  get isStored() {
    return Boolean(this.#draft.id);
  }

  /**
   * @param {string} field
   * @returns {string} the text of its error, or an empty text
   */
  errorOf(field) {
    return this.#form.errorOf(field);
  }

  /**
   * @param {string} planId
   * @param {any} message the content of a new message, or a draft as stored
   * @param {{replyTo?: string|null, forwardOf?: string|null}} links
   */
  async open(planId, message, links) {
    this.#planId = planId;
    this.#links = { replyTo: links.replyTo, forwardOf: links.forwardOf };
    this.#draft = new MessageDraft(planId, this.#links);
    if (message.id) this.#draft.setStored(message);
    await this.#form.open(message);
  }

  /** @param {Partial<Content>} part */
  change(part) {
    this.#form.change(part);
  }

  /** @returns {Promise<boolean>} whether the draft is saved */
  async saveNow() {
    if (!this.autosave.hasUnsavedChanges) this.#form.change({});
    await this.autosave.flush();
    return this.autosave.state === 'saved';
  }

  /** @param {Event} event of the form */
  async send(event) {
    if (await this.#form.submit(event)) this.#callbacks.sent(this.#draft.id);
    else if (Object.keys(this.#form.errors).length > 0) this.#callbacks.refused(Object.keys(this.#form.errors));
  }

  /**
   * Throws the draft away, with Angre beside the message that says so.
   *
   * @returns {Promise<boolean>} whether it is deleted
   */
  async remove() {
    const [planId, content, links] = [this.#planId, this.content, this.#links];
    if (!(await this.#form.discard({ undoText: null }))) return false;
    offerUndo(t('compose.removed'), () => restoreDraft(planId, content, links));
    return true;
  }

  async #save(content, options) {
    const isNew = !this.#draft.id;
    try {
      await this.#draft.save(content, options);
    } catch (problem) {
      if (!wasSent(problem, content)) throw problem;
      this.#callbacks.sent(this.#draft.id);
      return;
    }
    if (isNew) this.#callbacks.created?.(this.#draft.id);
  }

  #refused(problem) {
    if (!wasSent(problem, this.content)) return false;
    this.#callbacks.sent(this.#draft.id);
    return true;
  }
}

// The answer to an earlier attempt was lost: the message has been sent.
function wasSent(problem, content) {
  return problem.code === 'message.sent' && problem.current && isSameContent(problem.current, content);
}

/** @returns {Record<string, string>} */
function validate({ to, subject, body }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (to.length === 0) errors.to = 'compose.toMissing';
  if (!subject.trim()) errors.subject = 'compose.subjectMissing';
  if (!body.trim()) errors.body = 'compose.bodyMissing';
  return errors;
}
