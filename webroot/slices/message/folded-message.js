import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { formError } from '../../forms/field.js';
import { currentPlan } from '../plan/plan.js';
import { messageText } from './message-article.js';
import { messagePath } from './message-view.js';
import { shortDate, unreadDot } from './message-names.js';
import { writeBarrier } from './write-barrier.js';
import './texts.js';

/**
 * A message of a conversation, folded to one line; its text is loaded, and it counts as read, when it is unfolded (MSG-2).
 * Event: `message-read` with id and time.
 */
class FoldedMessage extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    item: { attribute: false },
    view: { attribute: false },
    justSent: { attribute: false },
    message: { state: true },
    open: { state: true },
  };

  #action = new ActionController(this);

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').MessageItem|null} */
    this.item = null;
    /** @type {import('./message-view.js').MessageView|null} */
    this.view = null;
    /** Whether the user has sent it from this page: it is shown unfolded, and focused. */
    this.justSent = false;
    /** @type {import('contract').Message|null} */
    this.message = null;
    this.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.justSent) void this.#unfold();
  }

  async #toggle() {
    if (this.open) this.open = false;
    else await this.#unfold();
  }

  async #unfold() {
    const loaded = this.message !== null || (await this.#action.run(() => this.#load()));
    if (!loaded) return;
    this.open = true;
    await this.updateComplete;
    this.querySelector('button').focus({ preventScroll: this.justSent });
  }

  async #load() {
    this.message = await api.get(`/plans/${this.planId}/messages/${this.item.id}`);
    if (this.message.readAt) this.emit('message-read', { id: this.message.id, readAt: this.message.readAt });
  }

  render() {
    const { from, sentAt } = this.item;
    const me = currentPlan.home?.me.participantId;
    const isUnread = !this.message && !this.item.readAt && this.item.to.some(({ participantId }) => participantId === me);
    return html`<button type="button" class="thread-line ${isUnread ? 'is-unread' : ''}" aria-expanded=${this.open}
        aria-busy=${this.#action.busy} @click=${this.#toggle}>
        ${isUnread ? unreadDot() : nothing} <span class="thread-line-who" dir="auto">${from.name}</span>
        <time datetime=${sentAt}>${shortDate(sentAt)}</time> ${icon(this.open ? 'chevron-up' : 'chevron-down')}
      </button>
      ${formError(this.#action.problem)}
      ${this.open ? html`<div class="thread-message">${messageText(this.message, this.#to, this.#actions())}</div>` : nothing}`;
  }

  // With the receipts of the list, which is kept up to date, and the reader's own.
  get #to() {
    const read = new Map(this.message.to.map(({ participantId, readAt }) => [participantId, readAt]));
    return this.item.to.map((one) => ({ ...one, readAt: one.readAt ?? read.get(one.participantId) ?? null }));
  }

  #actions() {
    const { home } = currentPlan;
    if (this.justSent || !home || writeBarrier(home)) return nothing;
    return html`<a class="button button-link" href=${messagePath(this.planId, this.view, `/${this.item.id}`, { svar: 'ja' })}>${icon(
      'reply')} ${t('message.answerThis')}</a>`;
  }
}

customElements.define('folded-message', FoldedMessage);
