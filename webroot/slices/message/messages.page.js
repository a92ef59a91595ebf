import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from '../plan/plan.js';
import { messagePath, viewOf } from './message-view.js';
import { writeBarrier } from './write-barrier.js';
import './message-list.js';
import './message-search.js';
import './message-thread.js';
import './texts.js';

/** The user's messages in a plan (MSG-2): a list, and the conversation of the opened message beside it or instead of it. */
class MessagesPage extends Page {
  static properties = { searching: { state: true } };

  constructor() {
    super();
    this.searching = false;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.child('message-thread')?.autosave;
  }

  get titleKey() {
    return this.query.get('svar') ? 'answer.title' : null;
  }

  get unsavedText() {
    const thread = /** @type {any} */ (this.child('message-thread'));
    return thread?.unsavedText ?? '';
  }

  canShow(params) {
    return params.planId === this.params.planId;
  }

  render() {
    const { planId, messageId = '' } = this.params;
    const view = viewOf(this.query);
    return html`<section class="page messages ${messageId ? 'has-opened' : ''}">
      <div class="messages-list">
        ${this.#heading(view)}
        <message-search .planId=${planId} .view=${view} .opened=${messageId}
          @searching=${(event) => (this.searching = event.detail)}></message-search>
        <message-list ?hidden=${this.searching} .planId=${planId} .view=${view} .opened=${messageId}
          @view-changed=${this.#changeView}></message-list>
      </div>
      <div class="messages-opened">
        ${messageId
          ? keyed(messageId, html`<message-thread .params=${this.params} .view=${view} .query=${this.query}
              @message-read=${this.#markRead}></message-thread>`)
          : html`<p class="messages-none muted">${icon('envelope')} ${t('messages.choose')}</p>`}
      </div>
    </section>`;
  }

  // The opened message has the page's h1.
  #heading(view) {
    const { planId, messageId } = this.params;
    const { home } = currentPlan;
    return html`<div class="heading-row">
      ${messageId ? html`<h2>${t('messages.heading')}</h2>` : html`<h1>${t('messages.heading')}</h1>`}
      ${home ? this.#newMessage(home, messagePath(planId, view, '/ny')) : html`<span class="button is-placeholder"
        aria-hidden="true">${icon('pencil-square')} ${t('messages.new')}</span>`}
    </div>`;
  }

  #newMessage(home, address) {
    if (writeBarrier(home)) return nothing;
    return html`<a class="button ${this.params.messageId ? 'button-quiet' : 'button-primary'}" href=${address}>${icon('pencil-square')}
      ${t('messages.new')}</a>`;
  }

  #changeView({ detail }) {
    const { planId, messageId } = this.params;
    const path = messagePath(planId, { ...viewOf(this.query), ...detail }, messageId ? `/${messageId}` : '');
    router.keep({ list: null });
    router.replaceAddress(path);
    this.query = new URL(path, location.origin).searchParams;
  }

  #markRead({ detail: { id, readAt } }) {
    const list = /** @type {any} */ (this.child('message-list'));
    list?.markRead(id, readAt);
  }
}

customElements.define('page-messages', MessagesPage);
