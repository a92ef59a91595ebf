import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { pathsOf, typesOf } from './openapi.js';
import { t } from '../../core/i18n.js';
import { english, fieldList, operationPart, typePart } from './openapi-parts.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import '../../core/problem-page.js';
import './texts.js';

const TYPES = 'types';

/** API documentation, rendered from the OpenAPI contract. */
class ApiDocsPage extends Page {
  static properties = { contract: { state: true }, problem: { state: true }, opened: { state: true } };

  constructor() {
    super();
    this.contract = null;
    this.problem = null;
    /** @type {string[]} */
    this.opened = [];
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#goToAddress);
    void this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#goToAddress);
  }

  async #load() {
    this.problem = null;
    try {
      this.contract = await api.get('/openapi.json', { background: true, silent: true });
      void this.#goToAddress();
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
      <p>${t('apiDocs.base')} <code>${this.contract.servers[0].url}</code>.</p>
      ${paths.map(({ path, operations }) => this.#part(path, html`<code>${path}</code>`, operations.map(briefly),
        () => operations.map(operationPart)))}
      ${this.#part(TYPES, t('apiDocs.types'), nothing, () => typesOf(this.contract).map(namedType))}
    </section>`;
  }

  // what is folded isn't rendered: all of it would be a hundred thousand elements
  #part(id, heading, brief, content) {
    const isOpen = this.opened.includes(id);
    return html`<details class="contract-part" ?open=${isOpen} @toggle=${({ target }) => target.open && this.#open(id)}>
      <summary><h2 id=${id}>${heading}</h2>${brief}</summary>
      ${isOpen ? content() : nothing}
    </details>`;
  }

  #open(id) {
    if (!this.opened.includes(id)) this.opened = [...this.opened, id];
  }

  /** Opens the part that the address points at, and goes there. */
  #goToAddress = async () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id || !this.contract) return;
    this.#open(id.startsWith('type-') ? TYPES : id);
    await this.updateComplete;
    document.getElementById(id)?.scrollIntoView();
  };
}

function briefly({ method, summary }) {
  return html`<span class="brief"><span class="method">${method}</span> ${english(summary.split(/[.(]/)[0].trim())}</span>`;
}

function namedType({ name, type, fields }) {
  return html`<h3 id="type-${name}"><code lang="en">${name}</code></h3>
    ${fields.length ? fieldList(fields) : html`<p>${typePart(type)}</p>`}`;
}

customElements.define('page-api-docs', ApiDocsPage);
