import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { formatBytes, formatDay } from '../../core/format.js';
import { live } from '../../core/live.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { newRowsButton, pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { binLink } from '../goal/bin-link.js';
import { currentPlan } from '../plan/plan.js';
import { documentPath, readersText } from './document-readers.js';
import '../../design/data-table.js';
import './texts.js';

/** The documents of a plan that the user may read (DOC-1). */
class DocumentsPage extends Page {
  static properties = { sort: { state: true } };

  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/plans/${this.params.planId}/documents${queryString({ sort: this.sort, limit, after })}`, { background }));

  constructor() {
    super();
    this.sort = '-addedAt';
    const isHere = ({ detail }) => detail.planId === this.params.planId && detail.section === 'documents';
    new EventController(this, live, { changed: (event) => isHere(event) && this.#list.refresh(), resync: this.#list.refresh });
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  #sortBy({ detail }) {
    this.sort = detail;
    void this.#list.load();
  }

  render() {
    const { home } = currentPlan;
    if (!home) return loading();
    const { planId } = this.params;
    return html`<section class="page">
      <div class="heading-row">
        <h1>${t('documents.heading')}</h1>
        ${home.state === 'CLOSED' ? nothing : html`<a class="button button-primary" href=${documentPath(planId, '/nytt')}>${icon('plus-lg')}
          ${t('documents.add')}</a>`}
      </div>
      <p class="lead">${t('documents.lead')}</p>
      ${formError(this.#list.problem)} ${newRowsButton(this.#list, 'documents.waiting')} ${this.#content(home)} ${pagination(this.#list)}
      ${binLink(home)}
    </section>`;
  }

  #content(home) {
    const { items, loading: busy, problem, hasMore } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem || hasMore ? nothing : emptyState({ iconName: 'file-earmark-text', text: t('documents.none') });
    return html`<data-table .caption=${t('documents.heading')} .columns=${this.#columns(home)} .rows=${items} .sort=${this.sort}
      @sort=${this.#sortBy}></data-table>`;
  }

  #columns(home) {
    const { planId } = this.params;
    return [
      { label: t('documents.name'), sort: 'name', heading: true, cell: ({ id, name, description }) => html`<a
        href=${documentPath(planId, `/${id}`)} dir="auto">${name}</a>${description ? html`<span
        class="document-description muted" dir="auto">${description}</span>` : nothing}` },
      { label: t('documents.addedBy'), sort: 'addedBy', cell: ({ addedBy }) => html`<bdi>${addedBy.name}</bdi>` },
      { label: t('documents.addedAt'), sort: 'addedAt', descendingFirst: true, fixed: true, cell: ({ addedAt }) => formatDay(addedAt) },
      { label: t('documents.size'), sort: 'size', fixed: true, cell: ({ size }) => formatBytes(size) },
      { label: t('documents.readers'), cell: (document) => readersText(document, home) },
    ];
  }
}

customElements.define('page-documents', DocumentsPage);
