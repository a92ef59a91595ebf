import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { KeptSearch } from '../../core/kept-search.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { currentPlan } from '../plan/plan.js';
import { messagePath } from './message-view.js';
import { namesOf, shortDate, unreadDot } from './message-names.js';
import './texts.js';

const keptSearch = new KeptSearch();

/**
 * Searches one's own messages, with what stands around each hit; a hit isn't read by it (MSG-6). `view` is that of the list.
 * Event: `searching` with whether there is a search.
 */
class MessageSearch extends SamklangElement {
  static properties = { planId: { attribute: false }, view: { attribute: false }, opened: { attribute: false }, sought: { state: true } };

  #list = new LiveList(this, async ({ limit, after, background }) => {
    const page = await api.search(`/plans/${this.planId}/messages`, { q: this.sought, limit, after }, { background });
    return { ...page, items: page.items.map((hit) => ({ ...hit, id: hit.message.id })) };
  });

  constructor() {
    super();
    this.planId = '';
    /** @type {import('./message-view.js').MessageView|null} */
    this.view = null;
    this.opened = '';
    this.sought = '';
  }

  firstUpdated() {
    const { planId, words = '' } = keptSearch.words ?? {};
    if (planId !== this.planId || !words) return;
    this.#field.value = words;
    this.#seek(words);
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  #submit(event) {
    event.preventDefault();
    this.#seek(new FormData(event.target).get('q').toString().trim());
  }

  #seek(words) {
    this.sought = words;
    keptSearch.keep({ planId: this.planId, words });
    this.emit('searching', words !== '');
    this.#list.clear();
    if (words) void this.#list.load();
  }

  #clear() {
    this.#field.value = '';
    this.#seek('');
    this.#field.focus();
  }

  render() {
    return html`<form class="message-search" role="search" @submit=${this.#submit}>
        <label class="label" for="message-search">${t('messageSearch.label')}</label>
        <div class="message-search-line">
          <input class="input" id="message-search" name="q" type="search" maxlength="200" autocomplete="off" dir="auto">
          <button type="submit" class="button button-quiet">${icon('search')} ${t('messageSearch.search')}</button>
        </div>
      </form>
      ${this.sought ? this.#hits() : nothing}`;
  }

  #hits() {
    const { items, total, loading: busy, problem } = this.#list;
    return html`<p class="message-search-found"><span role="status">${busy ? '' : t('messageSearch.found', { n: total })}</span>
        <button type="button" class="button button-link" @click=${this.#clear}>${icon('x-lg')} ${t('messageSearch.clear')}</button></p>
      ${formError(problem)}
      ${items.length > 0 ? html`<ul class="message-rows" aria-label=${t('messageSearch.hits')}>
        ${repeat(items, ({ id }) => id, (hit) => this.#hit(hit))}</ul>` : busy ? loading() : problem ? nothing
          : emptyState({ iconName: 'search', text: t('messageSearch.none') })}
      ${pagination(this.#list)}`;
  }

  #hit({ message, excerpt }) {
    const { id, from, to, sentAt, updatedAt, subject, readAt } = message;
    const me = currentPlan.home?.me.participantId;
    const isUnread = !readAt && sentAt && to.some(({ participantId }) => participantId === me);
    const when = sentAt ?? updatedAt;
    return html`<li class="message-row message-hit ${isUnread ? 'is-unread' : ''}">
      <p class="message-row-line">${isUnread ? unreadDot() : nothing}
        <span class="message-row-who" dir="auto">${from.participantId === me
          ? html`<span class="muted">${t('messages.to')}</span> ${namesOf(to)}` : from.name}</span>
        <time class="message-row-date" datetime=${when}>${shortDate(when)}</time></p>
      <p class="message-row-line"><a class="message-row-subject" dir="auto" href=${messagePath(this.planId, this.view, sentAt ? `/${id}`
        : `/${id}/rediger`)} aria-current=${id === this.opened ? 'page' : nothing}>${subject || t('messages.noSubject')}</a>
        ${sentAt ? nothing : html`<span class="tag">${t('compose.editTitle')}</span>`}</p>
      <p class="message-hit-text muted" dir="auto">${excerpt.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</p>
    </li>`;
  }
}

customElements.define('message-search', MessageSearch);
