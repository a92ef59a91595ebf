import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { Problem } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { administeredOrganisations, roots, unitPath } from './administered.js';
import { organisationMenu } from './organisation-menu.js';
import '../../core/problem-page.js';
import './texts.js';

/**
 * A page about one organisation that the user administers: the one in the address, otherwise the one that the user works in or
 * administers. Subclasses load more in `loadMore` and show `content`.
 */
export class OrganisationPart extends Page {
  static properties = { organisation: { state: true }, failure: { state: true } };

  /** The place in the menu of a page that has one, when the address names no organisation. */
  menuPath = '/virksomhet/enheter';

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
      const found = this.#find(items);
      this.found = found;
      await this.loadMore();
      Object.assign(this, { organisation: found, failure: null });
    } catch (problem) {
      this.failure = problem;
    }
  }

  #find(items) {
    const { organisationId } = this.params;
    if (!organisationId && items.length === 0) throw new Problem(403, { code: 'access.denied' });
    const found = organisationId ? items.find(({ id }) => id === organisationId)
      : (items.find(({ chosen }) => chosen) ?? roots(items)[0]);
    if (!found) throw new Problem(404, { code: 'not.found' });
    return found;
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
    const isOfUnit = Boolean(this.params.organisationId);
    return html`<section class="page page-reading">
      ${organisationMenu(isOfUnit ? '/virksomhet/enheter' : this.menuPath)}
      ${isOfUnit ? html`<p class="back-line"><a href=${unitPath(id)}>${icon('chevron-left')} ${t('unit.backTo', { name })}</a></p>`
        : nothing}
      ${this.content()}
    </section>`;
  }
}
