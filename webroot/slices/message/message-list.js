import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SamklangElement } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { live } from '../../core/live.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { loading } from '../../design/loading.js';
import { pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from '../plan/plan.js';
import { ListPlace } from './list-place.js';
import { FOLDERS, KINDS, messagePath, viewOf } from './message-view.js';
import { messageRow } from './message-row.js';
import './message-list-options.js';
import './texts.js';

// Whether there is room for the list beside an opened message, as in message.css.
const beside = matchMedia('(min-width: 900px)');

/**
 * The messages of one folder, sorted and filtered (MSG-2); `opened` is the id of the message that is shown beside or instead of
 * the list, or an empty string. Rows and place are the same when the user comes back from a message. Event: `view-changed`.
 */
class MessageList extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    view: { attribute: false },
    opened: { attribute: false },
  };

  #list = new LiveList(this, (page) => this.#fetch(page));
  #place = new ListPlace(this, () => this.#list.items.length);
  #shown = '';

  constructor() {
    super();
    this.planId = '';
    this.view = viewOf(new URLSearchParams());
    this.opened = '';
    const refresh = ({ detail }) => (!detail?.planId || detail.planId === this.planId) && this.#list.refresh();
    new EventController(this, beside, { change: () => this.requestUpdate() });
    new EventController(this, live, { message: refresh, changed: refresh, resync: refresh });
  }

  /**
   * Shows that a message has been read.
   *
   * @param {string} id
   * @param {string} readAt
   */
  markRead(id, readAt) {
    this.#list.change(id, { readAt });
  }

  /** @returns {string|undefined} my participantId */
  get me() {
    return currentPlan.home?.me.participantId;
  }

  willUpdate(changed) {
    if (this.opened && !this.#shown && !beside.matches) return;
    const { folder, kind, sort } = this.view;
    const wanted = [this.planId, folder, kind, sort].join(' ');
    if (wanted !== this.#shown) {
      const isOtherFolder = !this.#shown.startsWith([this.planId, folder, ''].join(' '));
      this.#shown = wanted;
      void this.#load(isOtherFolder);
    } else if (changed.has('opened') && !this.opened) void this.#place.restore(changed.get('opened'));
  }

  async #load(isOtherFolder) {
    if (isOtherFolder) this.#list.clear();
    const { rows } = this.#place.kept;
    await this.#list.restore(rows);
    if (rows > 0) await this.#place.restore(this.opened);
  }

  /** @param {import('../../core/live-list.js').PageQuery} page */
  #fetch({ limit, after, background }) {
    const { folder, kind, sort } = this.view;
    const query = queryString({ folder: FOLDERS[folder], kind: KINDS[kind], sort, limit, after });
    return api.get(`/plans/${this.planId}/messages${query}`, { background });
  }

  updated() {
    this.emit('page-updated');
  }

  render() {
    return html`
      <nav class="folders" aria-label=${t('messages.folders')}>
        ${Object.keys(FOLDERS).map((folder) => html`<a href=${messagePath(this.planId, { ...this.view, folder })}
          aria-current=${folder === this.view.folder ? 'page' : nothing}>${t(`messages.folder.${folder}`)}</a>`)}
      </nav>
      <div class="message-list-head">
        <message-list-options .view=${this.view}></message-list-options>
        <div role="status">${this.#list.newCount > 0 ? this.#newButton() : nothing}</div>
      </div>
      ${this.#list.isOffline ? nothing : formError(this.#list.problem)} ${this.#rows()} ${pagination(this.#list)}`;
  }

  #newButton() {
    return html`<button type="button" class="button button-quiet" @click=${this.#showNew}>${icon('arrow-down-circle')}
      ${t('messages.waiting', { n: this.#list.newCount })}</button>`;
  }

  // The button disappears when clicked: the focus moves to the first row.
  async #showNew() {
    await this.#list.load();
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector('.message-row a'))?.focus();
  }

  #rows() {
    const { items, loading: busy, problem, isOffline } = this.#list;
    if (items.length > 0) return html`<ul class="message-rows" aria-label=${t(`messages.folder.${this.view.folder}`)}>
      ${repeat(items, ({ id }) => id, (message) => messageRow(message, this))}
    </ul>`;
    if (busy) return loading();
    if (isOffline) return emptyState({ iconName: 'wifi-off', text: t('messages.offline') });
    if (problem) return nothing;
    return emptyState({ iconName: 'inbox', text: t(this.view.kind ? 'messages.noneOfKind' : `messages.empty.${this.view.folder}`) });
  }
}

customElements.define('message-list', MessageList);
