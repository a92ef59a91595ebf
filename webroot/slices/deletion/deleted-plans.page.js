import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { formatDate, formatStamp } from '../../core/format.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { pagination } from '../../design/pagination.js';
import { loading } from '../../design/loading.js';
import { organisationMenu } from '../organisation/organisation-menu.js';
import '../../design/data-table.js';
import './texts.js';

const COLUMNS = [
  { label: t('deletedPlans.at'), cell: ({ at }) => formatStamp(at), heading: true },
  { label: t('deletedPlans.by'), cell: ({ by }) => html`<bdi>${by}</bdi>` },
  { label: t('deletedPlans.plan'), cell: ({ type, unit }) => html`${t(`planType.${type}`)} <span class="muted">${unit}</span>` },
  { label: t('deletedPlans.closedOn'), cell: ({ closedOn }) => formatDate(closedOn), fixed: true },
  { label: t('deletedPlans.archivedAt'), cell: ({ archivedAt }) => formatDate(archivedAt), fixed: true },
  { label: t('deletedPlans.held'), cell: held },
];

/** "Administrasjon": the log of plans that have been deleted (PLAN-9). */
class DeletedPlansPage extends Page {
  #list = new LiveList(this, ({ limit, after, background }) => api.get(`/plans/deletions${queryString({ limit, after })}`, { background }));

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  render() {
    return html`<section class="page">
      ${organisationMenu('/virksomhet/avsluttede-planer')}
      <p><a class="back" href="/virksomhet/avsluttede-planer">${icon('arrow-left')} ${t('closedPlans.heading')}</a></p>
      <h1>${t('deletedPlans.heading')}</h1>
      <p class="lead">${t('deletedPlans.lead')}</p>
      ${formError(this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ iconName: 'trash', text: t('deletedPlans.none') });
    return html`
      <p class="visually-hidden" role="status">${busy ? '' : t('deletedPlans.found', { n: total })}</p>
      <data-table wide .caption=${t('deletedPlans.heading')} .columns=${COLUMNS} .rows=${items}></data-table>`;
  }
}

function held({ participants, goals, activities, documents, messages }) {
  return t('deletedPlans.counts', { participants, goals, activities, documents, messages });
}

customElements.define('page-deleted-plans', DeletedPlansPage);
