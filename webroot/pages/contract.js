import { html } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { pathsOf, typesOf } from '../app/contract.js';
import { t } from '../app/i18n.js';
import { english, fieldList, operationPart, typePart } from '../components/contract-parts.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import '../components/problem-page.js';

/** The contract, for those who make programs that talk with Samklang. */
class ContractPage extends Page {
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
      this.contract = await api.get('/openapi.json', { background: true, quiet: true });
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    if (this.problem) return html`<problem-page .problem=${this.problem} @retry=${this.#load}></problem-page>`;
    if (!this.contract) return loading();
    const paths = pathsOf(this.contract);
    return html`<section class="page page-reading contract">
      <h1>${t('contract.heading')}</h1>
      <p class="lead">${t('contract.lead')}</p>
      <p><a href="/api/v1/openapi.yaml">${icon('filetype-yml')} ${t('contract.yaml')}</a></p>
      <p>${english(this.contract.info.description)}</p>
      <nav aria-labelledby="contract-paths">
        <h2 id="contract-paths">${t('contract.paths')}</h2>
        <p>${t('contract.base')} <code>${this.contract.servers[0].url}</code>.</p>
        <ul class="plain">
          ${paths.map(({ path }) => html`<li><a href="#${path}"><code>${path}</code></a></li>`)}
          <li><a href="#types">${t('contract.types')}</a></li>
        </ul>
      </nav>
      ${paths.map(({ path, operations }) => html`<h2 id=${path}><code>${path}</code></h2>${operations.map(operationPart)}`)}
      <h2 id="types">${t('contract.types')}</h2>
      ${typesOf(this.contract).map(namedType)}
    </section>`;
  }
}

function namedType({ name, type, fields }) {
  return html`<h3 id="type-${name}"><code lang="en">${name}</code></h3>
    ${fields.length ? fieldList(fields) : html`<p>${typePart(type)}</p>`}`;
}

customElements.define('page-contract', ContractPage);
