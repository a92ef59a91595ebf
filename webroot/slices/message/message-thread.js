import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { SamklangElement } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { messageArticle } from './message-article.js';
import { messagePath } from './message-view.js';
import { Conversation } from './conversation.js';
import { writeBarrier } from './write-barrier.js';
import '../../core/problem-page.js';
import './message-answer.js';
import './folded-message.js';
import './texts.js';

/**
 * An opened message within its conversation, and the field for an answer under it. Earlier and later messages are folded: they
 * are read when they are opened here (MSG-2). Event: `message-read` with id and time.
 */
class MessageThread extends SamklangElement {
  static properties = {
    params: { attribute: false },
    view: { attribute: false },
    query: { attribute: false },
    sentId: { state: true },
  };

  #message = new PlanResource(this, { path: () => `messages/${this.params.messageId}`, onLoad: (message) => this.#onLoad(message) });
  #conversation = new Conversation(this, () => this.params);

  constructor() {
    super();
    /** @type {Record<string, string>} */
    this.params = {};
    /** @type {import('./message-view.js').MessageView} */
    this.view = { folder: 'mottatt', sort: '', kind: '' };
    this.query = new URLSearchParams();
    /** The message that was just sent from here, shown unfolded. */
    this.sentId = '';
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.child('message-answer')?.autosave;
  }

  /** @returns {string} the answer as far as it is written */
  get unsavedText() {
    const answer = /** @type {any} */ (this.child('message-answer'));
    return answer?.unsavedText ?? '';
  }

  #onLoad(message) {
    if (!message.sentAt) return openDraft(this.params.planId, this.view, message);
    this.#message.value = message;
    if (message.readAt) this.emit('message-read', { id: message.id, readAt: message.readAt });
  }

  updated() {
    this.emit('page-updated');
  }

  render() {
    const { value: message, failure, retry } = this.#message;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!message) return loading();
    const { items, failure: noThread, retry: again } = this.#conversation;
    if (noThread) return html`<problem-page .problem=${noThread} @retry=${again}></problem-page>`;
    return html`<article class="thread" @message-sent=${this.#sent}>
      <p class="thread-back"><a class="back" href=${this.#folderPath(message)}>${icon('arrow-left')} ${t('message.back')}</a></p>
      <h1 dir="auto">${message.subject || t('messages.noSubject')}</h1>
      ${this.#conversation.hasOlder ? html`<p><button type="button" class="button button-quiet"
        @click=${() => this.#conversation.loadOlder()}>${t('message.older')}</button></p>` : nothing}
      <ol class="thread-messages" aria-label=${t('message.conversation')}>
        ${repeat(items ?? [message], ({ id }) => id, (item) => html`<li>${item.id === message.id
          ? messageArticle(withReceipts(message, item), this.#actions(message))
          : html`<folded-message .planId=${this.params.planId} .item=${item} .view=${this.view}
              .justSent=${item.id === this.sentId}></folded-message>`}</li>`)}
      </ol>
      ${items ? this.#answer(message) : html`<div class="answer-place"></div>`}
    </article>`;
  }

  #actions(message) {
    if (!currentPlan.home || writeBarrier(currentPlan.home)) return nothing;
    return html`<a class="button button-link" href=${messagePath(this.params.planId, this.view, '/ny', { videresend: message.id })}>${icon(
      'forward')} ${t('message.forward')}</a>`;
  }

  #answer(message) {
    const { home } = currentPlan;
    if (!home) return nothing;
    const barrier = writeBarrier(home);
    if (barrier) return html`<p class="banner">${icon('info-circle')} <span>${barrier}</span></p>`;
    const [mode, draftId] = ['svar', 'kladd'].map((name) => this.query.get(name) ?? '');
    return keyed(`${mode} ${draftId}`, html`<message-answer .original=${message} .mode=${mode}
      .draftId=${draftId || (this.#conversation.draftId ?? '')}></message-answer>`);
  }

  // The folder that the user came from; for an address from elsewhere, the one that has the message.
  #folderPath({ from, to }) {
    const me = currentPlan.home?.me.participantId;
    const isOnlySent = from.participantId === me && !to.some(({ participantId }) => participantId === me);
    const folder = this.view.folder === 'mottatt' && isOnlySent ? 'sendt' : this.view.folder;
    return messagePath(this.params.planId, { ...this.view, folder });
  }

  #sent({ detail }) {
    this.sentId = detail.id;
    void this.#conversation.refresh();
  }
}

// The receipts and answers of the conversation are kept up to date.
function withReceipts(message, { to }) {
  const read = new Map(message.to.map(({ participantId, readAt }) => [participantId, readAt]));
  return { ...message, to: to.map((one) => ({ ...one, readAt: one.readAt ?? read.get(one.participantId) ?? null })) };
}

function openDraft(planId, view, { id, replyTo }) {
  if (replyTo) return router.go(messagePath(planId, view, `/${replyTo}`, { svar: 'ja', kladd: id }), { replace: true });
  return router.go(messagePath(planId, view, `/${id}/rediger`), { replace: true });
}

customElements.define('message-thread', MessageThread);
