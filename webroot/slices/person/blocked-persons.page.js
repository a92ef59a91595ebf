import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { organisationMenu } from '../organisation/organisation-menu.js';
import { addressBlockMark } from './address-block.js';
import '../../core/problem-page.js';
import '../../design/data-table.js';
import './texts.js';

const LIST = '/virksomhet/personer';

/** "Administrasjon": persons with an address block, whom a search may not find (PERSON-13). */
class BlockedPersonsPage extends Page {
  static properties = { persons: { state: true }, failure: { state: true } };

  constructor() {
    super();
    /** @type {any[]|null} */
    this.persons = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      const { items } = await api.get('/persons/blocked');
      Object.assign(this, { persons: items.map((person) => ({ ...person, id: person.personId })), failure: null });
    } catch (problem) {
      this.failure = problem;
    }
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.persons) return loading();
    return html`<section class="page">
      ${organisationMenu(LIST)}
      <p><a class="back" href=${LIST}>${icon('arrow-left')} ${t('persons.back')}</a></p>
      <h1>${t('blockedPersons.heading')}</h1>
      <p class="lead">${t('blockedPersons.lead')}</p>
      ${this.persons.length
        ? html`<data-table .caption=${t('blockedPersons.heading')} .columns=${columns()} .rows=${this.persons}></data-table>`
        : emptyState({ iconName: 'shield-lock', text: t('blockedPersons.none'), more: t('blockedPersons.noneMore') })}
    </section>`;
  }
}

/** @returns {import('../../design/data-table.js').Column[]} */
function columns() {
  return [
    { label: t('persons.column.name'), heading: true, cell: name },
    { label: t('addressBlock.heading'), cell: addressBlockMark },
  ];
}

function name({ personId, firstName, lastName }) {
  return html`<a class="row-name" href="${LIST}/${personId}">${firstName} ${lastName}</a>`;
}

customElements.define('page-blocked-persons', BlockedPersonsPage);
