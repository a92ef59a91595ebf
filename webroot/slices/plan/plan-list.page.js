import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { live } from '../../core/live.js';
import { KeptSearch } from '../../core/kept-search.js';
import { LiveList } from '../../core/live-list.js';
import { DayChangeController } from '../../core/day-change-controller.js';
import { router } from '../../core/router.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { pagination, newRowsButton } from '../../design/pagination.js';
import { pageSkeleton, skeleton } from '../../design/loading.js';
import { planColumns, planSummary } from './plan-columns.js';
import '../practice/practice-offer.js';
import './plan-search.js';
import '../../design/data-table.js';
import './texts.js';

const SORTS = /^-?(owner|shortName|type|birthDate|changed|newMessage|consentDaysLeft|startDate|endDate|archivedAt)$/;
/** With fewer plans all are seen at once: no search, and no sorting on a phone. */
const MANY_PLANS = 8;

const keptSearch = new KeptSearch();

/**
 * "Liste planer", the first page after the login (LIST-1 to LIST-5). Search words are never in the address. At the address `/`, where
 * the login leads, the only plan opens by itself.
 */
class PlanListPage extends Page {
  static properties = {
    closed: { state: true },
    sort: { state: true },
    detailed: { state: true },
    opening: { state: true },
  };

  #list = new LiveList(this, (page) => this.#fetch(page));
  /** @type {{firstName?: string, lastName?: string}} */
  #searched = {};

  constructor() {
    super();
    this.closed = false;
    this.sort = 'owner';
    /** whether a phone shows all facts of each plan */
    this.detailed = false;
    /** whether it isn't known yet if the only plan opens instead */
    this.opening = false;
    const refreshList = () => this.#list.refresh();
    new EventController(this, live, { unread: refreshList, message: refreshList, changed: refreshList, resync: refreshList });
    new DayChangeController(this, refreshList);
  }

  connectedCallback() {
    super.connectedCallback();
    this.closed = this.query.get('avsluttede') === 'ja';
    const sort = this.query.get('sorter');
    this.sort = SORTS.test(sort) ? sort : 'owner';
    this.opening = location.pathname === '/';
    this.#searched = keptSearch.words ?? this.#searched;
    void this.#open();
  }

  async #open() {
    await this.#list.load();
    if (!this.isConnected || location.pathname !== '/') return;
    const [plan] = this.#list.items;
    if (this.#list.total === 1 && plan.mayOpen) return router.go(`/planer/${plan.id}`, { replace: true });
    this.opening = false;
    router.replaceAddress('/planer');
  }

  /** @param {import('../../core/live-list.js').PageQuery} page */
  #fetch({ limit, after, background }) {
    const { closed, sort } = this;
    return api.search('/plans', { ...this.#searched, closed, sort, limit, after }, { background });
  }

  #search(words) {
    this.#searched = words;
    keptSearch.keep(words);
    void this.#list.load();
  }

  #show(change) {
    Object.assign(this, change);
    router.replaceAddress(`/planer${queryString({ sorter: this.sort === 'owner' ? null : this.sort, avsluttede: this.closed ? 'ja'
      : null })}`);
    void this.#list.load();
  }

  get #isSearch() {
    return Boolean(this.#searched.firstName || this.#searched.lastName);
  }

  render() {
    if (this.opening) return pageSkeleton();
    const { problem, total } = this.#list;
    return html`<section class="page plan-list ${total >= MANY_PLANS ? 'has-many' : ''}">
      <div class="heading-row">
        <h1>${t('planList.heading')}</h1>
        ${session.me?.permissions.includes('CREATE_PLANS')
          ? html`<a class="button button-quiet" href="/planer/ny">${icon('plus-lg')} ${t('planList.create')}</a>` : nothing}
      </div>
      ${session.me?.permissions.includes('SEE_OVERVIEW')
        ? html`<p><a class="standalone-link link-with-icon" href="/min-side">${icon('card-list')} ${t('planList.overview')}</a></p>`
        : nothing}
      ${total >= MANY_PLANS || this.#isSearch
        ? html`<plan-search .firstName=${this.#searched.firstName ?? ''} .lastName=${this.#searched.lastName ?? ''}
          @search=${(event) => this.#search(event.detail)}></plan-search>` : nothing}
      ${formError(problem)} ${newRowsButton(this.#list, 'planList.waiting')} ${this.#content()} ${pagination(this.#list)}
      ${this.#options()} ${this.#practice()}
    </section>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return skeleton({ rows: 3 });
    if (items.length === 0) return problem ? nothing : this.#empty();
    return html`
      <p class="visually-hidden" role="status">${busy ? '' : t('planList.found', { n: total })}</p>
      ${this.#nonePartaken ? html`<p>${t('planList.mayNotOpen')}</p>` : nothing}
      <data-table
        wide ?compact=${!this.detailed} .summary=${planSummary}
        .caption=${t('planList.heading')} .columns=${planColumns(items)} .rows=${items} .sort=${this.sort}
        .rowClass=${(plan) => (plan.unread > 0 ? 'is-unread' : '')}
        @sort=${(event) => this.#show({ sort: event.detail })}
      ></data-table>`;
  }

  /** Administrators see plans that they don't take part in. */
  get #nonePartaken() {
    return this.#list.items.some(({ mayOpen }) => !mayOpen);
  }

  #options() {
    const { items, loading: busy } = this.#list;
    if (busy && items.length === 0) return nothing;
    return html`<div class="list-options">
      <label class="check">
        <input class="choice" type="checkbox" name="closed" .checked=${this.closed}
          @change=${(event) => this.#show({ closed: event.target.checked })}>
        <span>${t('planList.closedToo')}</span>
      </label>
      ${items.length > 0 ? html`<label class="check details-choice">
        <input class="choice" type="checkbox" name="detailed" .checked=${this.detailed}
          @change=${(event) => (this.detailed = event.target.checked)}>
        <span>${t('planList.detailed')}</span>
      </label>` : nothing}
    </div>`;
  }

  /** A practice plan of one's own, unless it is in the list already (PLAN-10). */
  #practice() {
    const { items, loading: busy } = this.#list;
    if ((busy && items.length === 0) || this.#isSearch || items.some(({ practice }) => practice)) return nothing;
    return html`<practice-offer></practice-offer>`;
  }

  #empty() {
    if (this.#isSearch) return emptyState({ iconName: 'search', text: t('planList.noneFound') });
    return emptyState({ iconName: 'journal', text: t('planList.none'), more: t('planList.noneMore') });
  }
}

customElements.define('page-plan-list', PlanListPage);
