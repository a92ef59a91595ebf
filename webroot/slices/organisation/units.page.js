import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { loading } from '../../design/loading.js';
import { administeredOrganisations, below, roots, unitPath } from './administered.js';
import { organisationMenu } from './organisation-menu.js';
import '../../core/problem-page.js';
import './texts.js';

/** "Administrasjon": the municipality and its units as a tree (ORG-1). */
class UnitsPage extends Page {
  static properties = { items: { state: true }, failure: { state: true } };

  constructor() {
    super();
    /** @type {import('contract').Organisation[]|null} */
    this.items = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      this.items = await administeredOrganisations();
      this.failure = null;
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
    if (!this.items) return loading();
    return html`<section class="page page-reading">
      ${this.items.length > 0 ? organisationMenu('/virksomhet/enheter') : nothing}
      <h1>${t('units.heading')}</h1>
      ${this.items.length > 0 ? html`<p class="lead">${t('units.lead')}</p>${this.#tree(roots(this.items))}`
        : html`<p>${t('units.mayNot')}</p>`}
    </section>`;
  }

  #tree(units) {
    return html`<ul class="unit-tree">${units.map((unit) => html`<li>
      <a href=${unitPath(unit.id)}><bdi>${unit.name}</bdi></a>
      ${unit.closed ? html`<span class="tag">${t('units.closed')}</span>` : nothing}
      ${unit.chosen ? html`<span class="tag">${t('units.chosen')}</span>` : nothing}
      ${below(this.items, unit.id).length > 0 ? this.#tree(below(this.items, unit.id)) : nothing}
    </li>`)}</ul>`;
  }
}

customElements.define('page-units', UnitsPage);
