import { connection } from '../core/connection.js';
import { EventController } from '../core/event-controller.js';
import { t } from '../core/i18n.js';
import { AutosavedDraft } from './autosaved-draft.js';
import { FormState } from './form-state.js';
import { FormSubmission } from './form-submission.js';
import { FormVersions } from './form-versions.js';
import { serverDraft } from './server-draft.js';

/**
 * The controller of every form: values, a draft (LOGIN-7), errors by field, one save at a time, and the choice between two
 * versions. Nothing that was typed is lost: not by a conflict, a failed request, a discarded draft or one that couldn't be loaded.
 *
 * @example
 *   #form = new FormController(this, {
 *     key: `plan-${id}-status`,                    // or draft: a DraftStore; or neither, for passwords
 *     valuesOf: ({ text }) => ({ text: text ?? '' }),
 *     validate: ({ text }) => (text.trim() ? {} : { text: 'required' }),
 *     send: ({ text }, { version }) => api.put(`/plans/${id}/status`, { text }, { version }),
 *     savedText: t('status.saved'),
 *     onSaved: (status) => this.#show(status),
 *   });
 *   await this.#form.open(status);                 // then `values` is set
 *   html`<form novalidate @submit=${(event) => this.#form.submit(event)}>
 *     ${formTop(this.#form)}                       // summary of errors, problem, restored draft (form-parts.js)
 *     ${textField({ name: 'text', value: values.text, error: this.#form.errorOf('text'),
 *       onInput: (text) => this.#form.change({ text }) })}
 *     ${saveLine(this.#form)} ${submitButton(this.#form, t('status.save'))}
 *   </form>`
 *   // Instead of the fields while there is a choice: this.#form.conflict ? conflictChoice(this.#form, describe, t('…')) : …
 */
export class FormController extends FormState {
  #draft = null;
  #versions = new FormVersions(this);
  #submission = new FormSubmission(this, this.#versions);

  /**
   * @param {import('lit').LitElement} host
   * @param {import('./form-options.js').FormOptions} options
   */
  constructor(host, options) {
    super(host, options);
    const store = options.draft ?? (options.key ? serverDraft(options.key) : null);
    if (store) this.#draft = new AutosavedDraft(host, store, {
      overtaken: (resource) => this.#versions.overtaken(resource),
      refused: (problem) => this.showRefusal(problem),
    });
    new EventController(host, connection, { change: () => !connection.isLost && this.#reconnected() });
    host.addController(this);
  }

  hostDisconnected() {
    this.forgetErrors();
    this.#draft?.leave();
  }

  // What went wrong for lack of a connection isn't so any more.
  #reconnected() {
    if (this.failure?.isNetwork) this.set({ problem: '', failure: null });
    if (this.draftProblem) void this.loadDraft();
  }

  /** @returns {AutosavedDraft|null} the draft, with the state of saving it: what the page's `autosave` returns */
  get autosave() {
    return this.#draft;
  }

  /** @returns {import('../core/problem.js').Problem|null} why it isn't known whether there is a draft */
  get draftProblem() {
    return this.#draft?.problem ?? null;
  }

  /**
   * Sets the values of the resource, and over them those of a stored draft.
   *
   * @param {any} resource
   */
  async open(resource) {
    await this.#versions.open(resource);
  }

  /** Loads the draft again, after a failure. What was typed meanwhile and a draft that is found become a choice. */
  async loadDraft() {
    await this.#versions.loadDraft();
  }

  /**
   * Shows a newer version of the resource, unless the form has changes.
   *
   * @param {any} resource
   */
  update(resource) {
    if (this.values && (this.isChanged || this.busy)) return;
    this.base.set(resource);
    if (this.values) this.values = { ...this.base.values };
    this.host.requestUpdate();
  }

  /** @param {any} part of the values */
  change(part) {
    this.setValues(part);
    this.#draft?.schedule(this.base.contentOf(this.values));
  }

  /**
   * Checks and saves the form. One save at a time: a second call while it is busy does nothing.
   *
   * @param {Event} [event] of the form
   * @returns {Promise<boolean>} whether it was saved
   */
  async submit(event) {
    event?.preventDefault();
    if (this.busy || !this.check()) return false;
    return this.#submission.send();
  }

  /**
   * Ends a conflict with what is written here. It is saved at once if saving it was what met the conflict.
   *
   * @param {{send?: boolean}} [options] false to go on editing in any case
   */
  async keepLocal({ send = true } = {}) {
    await this.#versions.keepLocal({ send });
  }

  /** Ends a conflict with the other version. */
  async useServer() {
    await this.#versions.useServer();
  }

  /**
   * Discards what was typed, and its draft. A double click discards once. Angre brings it back, as long as the toast is there.
   *
   * @param {{resource?: any, undoText?: string|null}} [options] the resource that the form shows then; the text beside Angre,
   *     null for none
   * @returns {Promise<boolean>} whether it is discarded
   */
  async discard({ resource = this.base.resource, undoText = t('form.discarded') } = {}) {
    return this.#versions.discard({ resource, undoText });
  }
}
