import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { MessageForm } from './message-form.js';
import { notify } from '../../core/notify.js';
import { currentPlan } from '../plan/plan.js';
import { awaited } from './message-draft.js';
import { forward } from './message-quoting.js';
import { possibleRecipients, splitRecipients } from './recipients.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { focusErrors } from '../../forms/error-focus.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { conflictOf } from './message-conflict.js';
import { bodyField, sendRow, subjectAndKind } from './message-fields.js';
import { sendOptions } from './send-options.js';
import { messagePath, viewOf } from './message-view.js';
import { namesOf } from './message-names.js';
import { writeBarrier } from './write-barrier.js';
import '../../core/problem-page.js';
import '../../forms/error-summary.js';
import './draft-attachments.js';
import './recipient-picker.js';
import './texts.js';

const EMPTY = { kind: 'MESSAGE', category: '', subject: '', body: '', to: [] };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Editor of a message: new, forward or draft; saved automatically (MSG-3, MSG-7). Answers are written under their conversation. */
class ComposePage extends Page {
  static properties = {
    possible: { state: true },
    unavailable: { state: true },
    picking: { state: true },
    failure: { state: true },
  };

  #form = new MessageForm(this, {
    toContent: (message) => this.#toContent(message),
    created: (id) => this.isConnected && router.replaceAddress(this.#path(`/${id}/rediger`)),
    sent: () => this.#sent(),
    refused: (fields) => this.#refused(fields),
  });

  constructor() {
    super();
    /** @type {import('contract').PlanHome['participants']} the possible recipients */
    this.possible = [];
    /** @type {string[]} names of recipients who can't receive messages any more */
    this.unavailable = [];
    this.picking = false;
    this.failure = null;
    new EventController(this, currentPlan, { change: () => this.#planChanged() });
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.#form.content) void this.#load();
  }

  get autosave() {
    return this.#form.autosave;
  }

  get titleKey() {
    return this.#linkedMessageId('videresend') ? 'compose.forwardTitle' : null;
  }

  get unsavedText() {
    const { content } = this.#form;
    return content ? [content.subject, content.body].filter(Boolean).join('\n\n') : '';
  }

  #path(rest, query) {
    return messagePath(this.params.planId, viewOf(this.query), rest, query);
  }

  async #load() {
    try {
      this.failure = null;
      const answered = this.#linkedMessageId('svar');
      if (answered) this.#goToAnswer(answered, { svar: this.query.get('alle') === 'ja' ? 'alle' : 'ja' });
      else if (this.params.messageId) await this.#resumeDraft(this.params.messageId);
      else await this.#startNew(this.#linkedMessageId('videresend'));
    } catch (problem) {
      this.failure = problem;
    }
  }

  #linkedMessageId(name) {
    const id = this.query.get(name);
    return UUID.test(id) ? id : null;
  }

  #goToAnswer(id, query) {
    router.go(this.#path(`/${id}`, query), { replace: true });
  }

  async #resumeDraft(messageId) {
    const message = await this.#fetch(messageId);
    if (message.sentAt) return router.go(this.#path(`/${messageId}`), { replace: true });
    if (message.replyTo) return this.#goToAnswer(message.replyTo, { svar: 'ja', kladd: messageId });
    await this.#form.open(message.planId, message, message);
    this.picking = this.#form.content.to.length === 0;
  }

  async #startNew(forwardOf) {
    const linked = possibleRecipients(currentPlan.home).filter(({ participantId }) => participantId === this.query.get('til'));
    const content = forwardOf ? forward(await this.#fetch(forwardOf)) : { ...EMPTY, to: linked };
    await this.#form.open(this.params.planId, content, { forwardOf });
    this.picking = linked.length === 0;
  }

  #fetch(messageId) {
    return api.get(`/plans/${this.params.planId}/messages/${messageId}`);
  }

  #toContent(message) {
    const { kind, category, subject, body, to: persons } = message;
    const { to, unavailable } = splitRecipients(persons, currentPlan.home);
    Object.assign(this, { unavailable, possible: possibleRecipients(currentPlan.home) });
    return { kind, category: category ?? '', subject, body, to, notify: message.notify ?? true,
      awaitAnswerFrom: awaited(message) };
  }

  /** Updates the recipients when participants have been added or removed. */
  #planChanged() {
    const { content } = this.#form;
    if (!content || !currentPlan.home) return;
    const chosen = this.#chosen;
    const { to, unavailable } = splitRecipients(chosen, currentPlan.home);
    this.possible = possibleRecipients(currentPlan.home);
    if (unavailable.length === 0) return;
    this.unavailable = [...this.unavailable, ...unavailable];
    this.#form.change({ to });
  }

  get #chosen() {
    return this.possible.filter(({ participantId }) => this.#form.content.to.includes(participantId));
  }

  async #saveNow() {
    if (await this.#form.saveNow()) notify(t('compose.saved'));
  }

  #sent() {
    notify(t('compose.sent'));
    router.go(`/planer/${this.params.planId}/meldinger?mappe=sendt`, { replace: true });
  }

  #refused(fields) {
    this.picking ||= fields.includes('to');
    void focusErrors(this);
    // The recipients were rejected, so some must have left the plan: reload it.
    if (fields.includes('to') && this.#form.content.to.length > 0) void currentPlan.refresh();
  }

  async #remove() {
    if (await this.#form.remove()) router.go(`/planer/${this.params.planId}/meldinger?mappe=kladder`, { replace: true });
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.#form.content) return loading();
    const barrier = currentPlan.home ? writeBarrier(currentPlan.home) : '';
    return html`<section class="page page-reading compose">
      <p><a class="back" href=${this.#path('')}>${icon('arrow-left')} ${t('message.back')}</a></p>
      <h1>${t(this.titleKey ?? (this.params.messageId ? 'compose.editTitle' : 'compose.title'))}</h1>
      ${barrier ? html`<p class="banner">${icon('info-circle')} <span>${barrier}</span></p>` : nothing}
      ${this.#form.controller.conflict ? conflictOf(this.#form.controller) : this.#fields()}
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  #fields() {
    const { content, sending, controller } = this.#form;
    return html`<form novalidate @submit=${(event) => this.#form.send(event)}>
      <error-summary .errors=${controller.errors}></error-summary>
      <div class="answer-to">
        <p class="compose-to" dir="auto"><strong>${t('compose.to')}:</strong> ${content.to.length ? namesOf(this.#chosen)
          : t('messages.noRecipients')}</p>
        <button type="button" class="button button-link" aria-expanded=${this.picking}
          @click=${() => (this.picking = !this.picking)}>${icon(this.picking ? 'chevron-up' : 'plus-lg')} ${t('compose.pick')}</button>
      </div>
      <recipient-picker .participants=${this.possible} .planType=${currentPlan.home?.type} .chosen=${content.to}
        .unavailable=${this.unavailable} .error=${this.#form.errorOf('to')} .folded=${!this.picking}
        @chosen=${(event) => this.#form.change({ to: event.detail })}></recipient-picker>
      ${subjectAndKind(this.#form)}
      ${bodyField(this.#form, { label: t('compose.body'), rows: 8 })}
      <draft-attachments .planId=${this.params.planId} .form=${this.#form}></draft-attachments>
      ${sendOptions(this.#form, this.#chosen)}
      ${sendRow(this.#form)}
      <p class="actions">
        <button type="button" class="button button-quiet" ?disabled=${sending} @click=${this.#saveNow}>${t('compose.save')}</button>
        <button type="button" class="button button-link" ?disabled=${sending}
          @click=${this.#remove}>${icon('trash')} ${t('compose.remove')}</button>
      </p>
    </form>`;
  }
}

customElements.define('page-compose', ComposePage);
