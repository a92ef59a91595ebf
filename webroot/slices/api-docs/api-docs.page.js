import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { pathsOf, typesOf } from './openapi.js';
import { t } from '../../core/i18n.js';
import { english, fieldList, operationPart, typePart } from './openapi-parts.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import '../../core/problem-page.js';
import './texts.js';

/** API documentation, rendered from the OpenAPI contract. */
class ApiDocsPage extends Page {
  static properties = { contract: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.contract = null;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    this.problem = null;
    try {
      this.contract = await api.get('/openapi.json', { background: true, silent: true });
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    if (this.problem) return html`<problem-page .problem=${this.problem} @retry=${this.#load}></problem-page>`;
    if (!this.contract) return loading();
    const paths = pathsOf(this.contract);
    return html`<section class="page page-reading api-docs">
      <h1>${t('apiDocs.heading')}</h1>
      <p class="lead">${t('apiDocs.lead')}</p>
      <p><a href="/api/v1/openapi.yaml">${icon('filetype-yml')} ${t('apiDocs.yaml')}</a></p>
      <p>${english(this.contract.info.description)}</p>
      <nav aria-labelledby="contract-paths">
        <h2 id="contract-paths">${t('apiDocs.paths')}</h2>
        <p>${t('apiDocs.base')} <code>${this.contract.servers[0].url}</code>.</p>
        <ul class="list-plain">
          ${paths.map(({ path }) => html`<li><a href="#${path}"><code>${path}</code></a></li>`)}
          <li><a href="#types">${t('apiDocs.types')}</a></li>
        </ul>
      </nav>
      ${paths.map(({ path, operations }) => html`<h2 id=${path}><code>${path}</code></h2>${operations.map(operationPart)}`)}
      <h2 id="types">${t('apiDocs.types')}</h2>
      ${typesOf(this.contract).map(namedType)}
    </section>`;
  }
}

function namedType({ name, type, fields }) {
  return html`<h3 id="type-${name}"><code lang="en">${name}</code></h3>
    ${fields.length ? fieldList(fields) : html`<p>${typePart(type)}</p>`}`;
}

customElements.define('page-api-docs', ApiDocsPage);
