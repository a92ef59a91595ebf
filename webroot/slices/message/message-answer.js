import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from '../plan/plan.js';
import { awaited } from './message-draft.js';
import { answerTo } from './message-quoting.js';
import { conflictOf } from './message-conflict.js';
import { bodyField, kindAndSubject, sendRow } from './message-fields.js';
import { MessageForm } from './message-form.js';
import { namesOf } from './message-names.js';
import { possibleRecipients, splitRecipients } from './recipients.js';
import { focusErrors } from '../../forms/error-focus.js';
import { sendOptions } from './send-options.js';
import '../../forms/error-summary.js';
import './draft-attachments.js';
import './recipient-picker.js';
import './texts.js';

/**
 * The field for an answer to a message (MSG-3), under its conversation: what is written is kept as a draft. `mode` is `ja` when the
 * user has asked to answer, `alle` for an answer to all, else empty. Event: `message-sent` with the id.
 */
class MessageAnswer extends SamklangElement {
  static properties = {
    original: { attribute: false },
    draftId: { attribute: false },
    mode: { attribute: false },
    unavailable: { state: true },
    picking: { state: true },
    expanded: { state: true },
    failure: { state: true },
  };

  #form = new MessageForm(this, {
    toContent: (message) => this.#toContent(message),
    sent: (id) => this.#sent(id),
    refused: (fields) => this.#refused(fields),
  });

  constructor() {
    super();
    /** @type {import('contract').Message|null} */
    this.original = null;
    this.draftId = '';
    this.mode = '';
    /** @type {string[]} names of recipients who can't receive messages any more */
    this.unavailable = [];
    this.picking = false;
    this.expanded = false;
    this.failure = '';
    new EventController(this, currentPlan, { change: () => this.#planChanged() });
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.#form.content) void this.#start();
  }

  get autosave() {
    return this.#form.autosave;
  }

  /** @returns {string} what is written */
  get unsavedText() {
    return this.#form.content?.body ?? '';
  }

  get #me() {
    return currentPlan.home.me.participantId;
  }

  get #isMine() {
    return this.original.from.participantId === this.#me;
  }

  async #start() {
    try {
      const draft = this.draftId ? await api.get(`/plans/${this.original.planId}/messages/${this.draftId}`) : null;
      if (draft && !draft.sentAt) await this.#form.open(draft.planId, draft, draft);
      else await this.#startNew(this.mode === 'alle');
    } catch (problem) {
      if (problem.status === 404) await this.#startNew(this.mode === 'alle');
      else this.failure = explain(problem);
    }
    this.expanded = this.mode !== '' || this.unsavedText !== '';
    if (this.mode) await this.#focusField();
  }

  async #startNew(toAll) {
    const { planId, id } = this.original;
    await this.#form.open(planId, answerTo(this.original, this.#me, toAll), { replyTo: id });
  }

  #toContent(message) {
    const { kind, category, subject, body, to: persons } = message;
    const { to, unavailable } = splitRecipients(persons, currentPlan.home);
    this.unavailable = unavailable;
    return { kind, category: category ?? '', subject, body, to, notify: message.notify ?? true,
      awaitAnswerFrom: awaited(message) };
  }

  async #focusField() {
    await this.updateComplete;
    this.querySelector('textarea')?.focus();
    this.querySelector('form')?.scrollIntoView({ block: 'nearest' });
  }

  /** Updates the recipients when participants have been added or removed. */
  #planChanged() {
    const { content } = this.#form;
    if (!content || !currentPlan.home) return;
    const chosen = this.#persons(content.to);
    const { to, unavailable } = splitRecipients(chosen, currentPlan.home);
    this.requestUpdate();
    if (unavailable.length === 0) return;
    this.unavailable = [...this.unavailable, ...unavailable];
    this.#form.change({ to });
  }

  // The chosen persons, those who have left since included.
  #persons(ids) {
    const known = [...(currentPlan.home?.participants ?? []), ...this.original.to, this.original.from];
    return ids.map((id) => known.find(({ participantId }) => participantId === id)).filter(Boolean);
  }

  async #sent(id) {
    notify(t('compose.sent'));
    await this.#startNew(false);
    Object.assign(this, { picking: false, expanded: false });
    this.emit('message-sent', { id });
  }

  #refused(fields) {
    this.picking ||= fields.includes('to');
    this.expanded = true;
    void focusErrors(this);
    // The recipients were rejected, so some must have left the plan: reload it.
    if (fields.includes('to') && this.#form.content.to.length > 0) void currentPlan.refresh();
  }

  async #remove() {
    if (!(await this.#form.remove())) return;
    await this.#startNew(false);
    await this.#focusField();
  }

  #expand() {
    if (this.expanded) return;
    this.expanded = true;
    void this.updateComplete.then(() => this.querySelector('form').scrollIntoView({ block: 'nearest' }));
  }

  render() {
    if (this.failure) return html`<p class="form-error" role="alert">${this.failure}</p>`;
    const { content, isStored, controller } = this.#form;
    if (!content || !currentPlan.home) return html`<div class="answer-place"></div>`;
    if (controller.conflict) return conflictOf(controller);
    return html`<form class="answer ${this.expanded ? 'is-expanded' : ''}" novalidate aria-labelledby="answer-heading"
      @submit=${(event) => this.#form.send(event)}>
      <error-summary .errors=${controller.errors}></error-summary>
      <div class="answer-to">
        <h2 id="answer-heading" dir="auto">${this.#heading(content.to)}</h2>
        <span class="answer-to-buttons">${this.#toAllButton(content.to)} ${this.#pickButton()}</span>
      </div>
      <recipient-picker .participants=${possibleRecipients(currentPlan.home)}
        .planType=${currentPlan.home.type} .chosen=${content.to} .unavailable=${this.unavailable} .error=${this.#form.errorOf('to')}
        .folded=${!this.picking} @chosen=${(event) => this.#form.change({ to: event.detail })}></recipient-picker>
      ${bodyField(this.#form, { label: t('answer.body'), rows: 4, onFocus: () => this.#expand() })}
      ${sendRow(this.#form)}
      <div class="answer-more">
        ${kindAndSubject(this.#form)} ${sendOptions(this.#form, this.#persons(content.to))}
        <draft-attachments .planId=${this.original.planId} .form=${this.#form}></draft-attachments>
        ${isStored ? html`<button type="button" class="button button-link"
          @click=${this.#remove}>${icon('trash')} ${t('compose.remove')}</button>` : nothing}
      </div>
    </form>`;
  }

  #heading(to) {
    const names = to.length > 0 ? namesOf(this.#persons(to)) : '';
    if (!names) return t('answer.toNobody');
    return t(this.#isMine ? 'answer.again' : 'answer.to', { names });
  }

  // Offered when the message has more people than the one who gets the answer.
  #toAllButton(to) {
    const all = answerTo(this.original, this.#me, true).to;
    const ids = splitRecipients(all, currentPlan.home).to;
    if (ids.length < 2 || ids.every((id) => to.includes(id))) return nothing;
    return html`<button type="button" class="button button-link" @click=${() => this.#form.change({ to: ids })}>${icon(
      'reply-all')} ${t('answer.toAll', { n: ids.length })}</button>`;
  }

  #pickButton() {
    return html`<button type="button" class="button button-link" aria-expanded=${this.picking}
      @click=${() => (this.picking = !this.picking)}>${icon(this.picking ? 'chevron-up' : 'plus-lg')} ${t('answer.add')}</button>`;
  }
}

customElements.define('message-answer', MessageAnswer);
