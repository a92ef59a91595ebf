import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { commentInput, updateOf } from './comment-input.js';
import { elementApi } from './element-actions.js';
import './texts.js';

const STATUSES = ['PLANNED', 'ONGOING', 'DONE'];
const STEPS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map(String);
const EMPTY = { text: '', update: '' };

/**
 * The field for a comment, kept as a draft while it is written; with a status or a percentage it is a status update (GOAL-4).
 * Events: `comment-saved` with the comment, `comment-cancelled`.
 */
class CommentForm extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    element: { attribute: false },
    home: { attribute: false },
    canWrite: { attribute: false },
    comment: { attribute: false },
  };

  /** @type {FormController|null} */
  #form = null;

  constructor() {
    super();
    this.planId = '';
    /** @type {any} a goal or an activity */
    this.element = null;
    /** @type {import('contract').PlanHome} */
    this.home = null;
    this.canWrite = false;
    /** @type {import('contract').Comment|null} the one to change; null for a new one */
    this.comment = null;
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values?.text ?? '';
  }

  get #isOfActivity() {
    return this.element.goalId !== undefined;
  }

  async firstUpdated() {
    this.#form = new FormController(this, {
      key: `plan-${this.planId}-comment-${this.comment?.id ?? this.element.id}`,
      // a new comment leaves the field empty, but for what was typed while it was sent
      valuesOf: (comment) => (this.comment ? { text: comment.text, update: updateOf(comment) } : EMPTY),
      versionOf: ({ version }) => (this.comment ? version : undefined),
      validate: ({ text, update }) => (text.trim() || update ? {} : { text: 'required' }),
      send: this.#send,
      savedText: t(this.comment ? 'comments.changed' : 'comments.sent'),
      onSaved: (comment) => this.emit('comment-saved', comment),
    });
    await this.#form.open(this.comment ?? {});
    if (this.comment) this.querySelector('textarea')?.focus();
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = (values, { version, idempotencyKey }) => {
    const body = commentInput(values, this.#isOfActivity, this.comment);
    return this.comment
      ? api.put(`/plans/${this.planId}/comments/${this.comment.id}`, body, { version })
      : api.post(`${elementApi(this.planId, this.element)}/comments`, body, { idempotencyKey });
  };

  async #cancel() {
    if (await this.#form.discard()) this.emit('comment-cancelled');
  }

  render() {
    const form = this.#form;
    if (!form?.values) return html`<div class="comment-form-place"></div>`;
    if (form.conflict) return conflictChoice(form, ({ text }) => text, t('comments.conflict'));
    const id = this.comment ? `comment-${this.comment.id}` : 'comment';
    return html`<form class="comment-form" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textArea({ name: id, label: t(this.comment ? 'comments.change' : 'comments.new'), hint: t('comments.whoSees'),
        value: form.values.text, rows: 3, maxlength: 5000, error: form.errorOf('text'), onInput: (text) => form.change({ text }) })}
      ${this.comment?.accepted ? nothing : this.#updateField(`${id}-update`)}
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t(this.comment ? 'comments.save' : 'comments.send'), { kind: 'quiet' })}
        ${this.comment ? html`<button type="button" class="button button-link" @click=${this.#cancel}>${t('form.cancel')}</button>`
          : nothing}
      </p>
    </form>`;
  }

  #updateField(name) {
    const form = this.#form;
    const kind = this.#isOfActivity ? 'status' : 'progress';
    const texts = this.#isOfActivity
      ? STATUSES.map((value) => ({ value, text: t(`activityStatus.${value}`) }))
      : STEPS.map((value) => ({ value, text: t('goals.percent', { n: value }) }));
    return selectField({
      name, label: t(this.canWrite ? `comments.${kind}` : `comments.${kind}Proposal`), value: form.values.update,
      options: [{ value: '', text: t('comments.noUpdate') }, ...texts], onChange: (update) => form.change({ update }),
    });
  }
}

customElements.define('comment-form', CommentForm);
