import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api, query } from '../app/api.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { LiveList } from '../app/live-list.js';
import { NewDay } from '../app/new-day.js';
import { router } from '../app/router.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import { emptyState } from '../components/empty-state.js';
import { formError, textField } from '../components/field.js';
import { icon } from '../components/icon.js';
import { listFoot, newRows } from '../components/list-foot.js';
import { loading } from '../components/loading.js';
import { planColumns } from '../components/plan-columns.js';
import '../components/data-table.js';

const SORTS = /^-?(owner|shortName|type|birthDate|changed|newMessage|consentDaysLeft|startDate|endDate|archivedAt)$/;

/** "Liste planer", the first page after the login (LIST-1 to LIST-5). Names that are searched for stay out of the address. */
class PlanListPage extends Page {
  static properties = {
    closed: { state: true },
    sort: { state: true },
    firstName: { state: true },
    lastName: { state: true },
  };

  #list = new LiveList(this, (page) => this.#fetch(page));
  /** @type {{firstName?: string, lastName?: string}} */
  #searched = {};

  constructor() {
    super();
    this.closed = false;
    this.sort = 'owner';
    this.firstName = '';
    this.lastName = '';
    const freshen = () => this.#list.refresh();
    new Listen(this, live, { unread: freshen, message: freshen, changed: freshen, resync: freshen });
    new NewDay(this, freshen);
  }

  connectedCallback() {
    super.connectedCallback();
    this.closed = this.query.get('avsluttede') === 'ja';
    const sort = this.query.get('sorter');
    this.sort = SORTS.test(sort) ? sort : 'owner';
    void this.#list.load();
  }

  #fetch({ limit, after, background }) {
    const { closed, sort } = this;
    return api.search('/plans', { ...this.#searched, closed, sort, limit, after }, { background });
  }

  #search(event) {
    event.preventDefault();
    this.#searched = { firstName: this.firstName.trim() || undefined, lastName: this.lastName.trim() || undefined };
    void this.#list.load();
  }

  #all() {
    Object.assign(this, { firstName: '', lastName: '' });
    this.#searched = {};
    void this.#list.load();
  }

  #show(change) {
    Object.assign(this, change);
    router.rename(`/planer${query({ sorter: this.sort === 'owner' ? null : this.sort, avsluttede: this.closed ? 'ja' : null })}`);
    void this.#list.load();
  }

  render() {
    const { problem } = this.#list;
    return html`<section class="page">
      <div class="heading-row">
        <h1>${t('plans.heading')}</h1>
        ${session.me?.permissions.includes('CREATE_PLANS') ? html`<a class="btn btn-outline-primary" href="/planer/ny">${icon('plus-lg')} ${t('plans.create')}</a>` : nothing}
      </div>
      ${this.#searchForm()} ${formError(problem)}
      ${newRows(this.#list, 'plans.waiting')} ${this.#content()} ${listFoot(this.#list)}
    </section>`;
  }

  #searchForm() {
    return html`<form class="search" role="search" aria-label=${t('plans.search')} @submit=${this.#search}>
      ${textField({ name: 'firstName', label: t('plans.firstName'), value: this.firstName, maxlength: 100, onInput: (value) => (this.firstName = value) })}
      ${textField({ name: 'lastName', label: t('plans.lastName'), value: this.lastName, maxlength: 100, onInput: (value) => (this.lastName = value) })}
      <div class="search-buttons">
        <button type="submit" class="btn btn-primary">${icon('search')} ${t('plans.submit')}</button>
        <button type="button" class="btn btn-outline-primary" @click=${this.#all}>${t('plans.all')}</button>
      </div>
      <label class="check">
        <input class="form-check-input" type="checkbox" name="closed" .checked=${this.closed} @change=${(event) => this.#show({ closed: event.target.checked })}>
        <span>${t('plans.closedToo')}</span>
      </label>
    </form>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : this.#empty();
    return html`
      <p class="visually-hidden" role="status">${busy ? '' : t('plans.found', { n: total })}</p>
      <data-table
        wide .caption=${t('plans.heading')} .columns=${planColumns(items)} .rows=${items} .sort=${this.sort}
        .rowClass=${(plan) => (plan.unread > 0 ? 'is-unread' : '')}
        @sort=${(event) => this.#show({ sort: event.detail })}
      ></data-table>`;
  }

  #empty() {
    const searched = this.#searched.firstName || this.#searched.lastName;
    if (!searched) return emptyState({ sign: 'journal', text: t('plans.none'), more: t('plans.noneMore') });
    const more = html`<button type="button" class="btn btn-outline-primary" @click=${this.#all}>${t('plans.all')}</button>`;
    return emptyState({ sign: 'search', text: t('plans.noneFound'), more });
  }
}

customElements.define('page-plan-list', PlanListPage);
