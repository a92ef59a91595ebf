import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { LiveList } from '../app/live-list.js';
import { t } from '../app/i18n.js';
import { emptyState } from '../components/empty-state.js';
import { focusFirstError, formError, textField } from '../components/field.js';
import { icon } from '../components/icon.js';
import { listFoot } from '../components/list-foot.js';
import { loading } from '../components/loading.js';
import { organisationMenu } from '../components/organisation-menu.js';
import { personColumns } from '../components/person-columns.js';
import '../components/data-table.js';

/** "Adm. virksomhet": the municipality's register of persons (PERSON-3). What is searched for is never in the address. */
class PersonsPage extends Page {
  static properties = { name: { state: true }, searched: { state: true }, error: { state: true } };

  #list = new LiveList(this, async ({ limit, after, background }) => {
    const page = await api.search('/persons', { name: this.searched, limit, after }, { background });
    return { ...page, items: page.items.map((person) => ({ ...person, id: person.personId })) };
  });

  constructor() {
    super();
    this.name = '';
    /** @type {string} the name that the list is of, empty before the first search */
    this.searched = '';
    this.error = '';
  }

  async #search(event) {
    event.preventDefault();
    const name = this.name.trim();
    this.error = (name.match(/\p{L}/gu) ?? []).length < 2 ? t('persons.tooShort') : '';
    if (this.error) return focusFirstError(this);
    this.searched = name;
    await this.#list.load();
  }

  render() {
    return html`<section class="page">
      ${organisationMenu('/virksomhet/personer')}
      <h1>${t('persons.heading')}</h1>
      <p class="lead">${t('persons.lead')}</p>
      <form class="search search-one" role="search" aria-label=${t('persons.search')} novalidate @submit=${this.#search}>
        ${textField({ name: 'name', label: t('persons.name'), value: this.name, error: this.error, maxlength: 200, onInput: (value) => (this.name = value) })}
        <div class="search-buttons"><button type="submit" class="btn btn-primary">${icon('search')} ${t('persons.submit')}</button></div>
      </form>
      ${formError(this.#list.problem)} ${this.searched ? this.#content() : nothing} ${listFoot(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ sign: 'search', text: t('persons.none'), more: t('persons.noneMore') });
    return html`
      <p class="quiet" role="status">${busy ? '' : t('persons.found', { n: total })}</p>
      <data-table .caption=${t('persons.heading')} .columns=${personColumns()} .rows=${items}></data-table>`;
  }
}

customElements.define('page-persons', PersonsPage);
