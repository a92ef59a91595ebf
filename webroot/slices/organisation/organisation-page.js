import { html } from 'lit';
import { Page } from '../../core/element.js';
import { Problem } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { administeredOrganisations, unitPath } from './administered.js';
import { organisationMenu } from './organisation-menu.js';
import '../../core/problem-page.js';
import './texts.js';

/** A page about one organisation that the user administers: subclasses load more in `loadMore` and show `content`. */
export class OrganisationPart extends Page {
  static properties = { organisation: { state: true }, failure: { state: true } };

  constructor() {
    super();
    /** @type {import('contract').Organisation|null} */
    this.organisation = null;
    /** @type {import('contract').Organisation|null} before the rest has loaded */
    this.found = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    try {
      const items = await administeredOrganisations();
      const found = items.find(({ id }) => id === this.params.organisationId);
      if (!found) throw new Problem(404, { code: 'not.found' });
      this.found = found;
      await this.loadMore();
      Object.assign(this, { organisation: found, failure: null });
    } catch (problem) {
      this.failure = problem;
    }
  }

  /** Loads what else the page shows of `found`. */
  async loadMore() {}

  /** @returns {unknown} */
  content() {
    return html``;
  }

  #retry(event) {
    event.stopPropagation();
    void this.load();
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.organisation) return loading();
    const { id, name } = this.organisation;
    return html`<section class="page page-reading">
      ${organisationMenu('/virksomhet/enheter')}
      <p class="back-line"><a href=${unitPath(id)}>${icon('chevron-left')} ${t('unit.backTo', { name })}</a></p>
      ${this.content()}
    </section>`;
  }
}
