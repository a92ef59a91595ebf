import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { KeptSearch } from '../../core/kept-search.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { focusFirstError, formError, textField } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { pagination } from '../../design/pagination.js';
import { loading } from '../../design/loading.js';
import { organisationMenu } from '../organisation/organisation-menu.js';
import { personColumns } from './person-columns.js';
import '../../design/data-table.js';
import './texts.js';

const keptSearch = new KeptSearch();

/** "Administrasjon": the municipality's person register (PERSON-3). Search words are never in the address. */
class PersonsPage extends Page {
  static properties = { name: { state: true }, searched: { state: true }, error: { state: true } };

  #list = new LiveList(this, async ({ limit, after, background }) => {
    const page = await api.search('/persons', { name: this.searched, limit, after }, { background });
    return { ...page, items: page.items.map((person) => ({ ...person, id: person.personId })) };
  });

  constructor() {
    super();
    this.name = '';
    /** @type {string} the searched name, empty before the first search */
    this.searched = '';
    this.error = '';
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated || !keptSearch.words) return;
    Object.assign(this, { name: keptSearch.words, searched: keptSearch.words });
    void this.#list.load();
  }

  async #search(event) {
    event.preventDefault();
    const name = this.name.trim();
    this.error = /\p{L}/u.test(name) ? '' : t('persons.tooShort');
    if (this.error) return focusFirstError(this);
    this.searched = name;
    keptSearch.keep(name);
    await this.#list.load();
  }

  render() {
    return html`<section class="page">
      ${organisationMenu('/virksomhet/personer')}
      <h1>${t('persons.heading')}</h1>
      <p class="lead">${t('persons.lead')}</p>
      <form class="search search-one" role="search" aria-label=${t('persons.search')} novalidate @submit=${this.#search}>
        ${textField({ name: 'name', label: t('persons.name'), value: this.name, error: this.error, maxlength: 200,
          onInput: (value) => (this.name = value) })}
        <div class="search-buttons"><button type="submit" class="button button-primary">${icon('search')}
          ${t('persons.submit')}</button></div>
      </form>
      <p><a class="button button-quiet" href="/virksomhet/personer/sperret">${t('persons.toBlocked')}</a></p>
      ${formError(this.#list.problem)} ${this.searched ? this.#content() : nothing} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing
      : emptyState({ iconName: 'search', text: t('persons.none'), more: t('persons.noneMore') });
    return html`
      <p class="muted" role="status">${busy ? '' : t('persons.found', { n: total })}</p>
      <data-table .caption=${t('persons.heading')} .columns=${personColumns()} .rows=${items}></data-table>`;
  }
}

customElements.define('page-persons', PersonsPage);
