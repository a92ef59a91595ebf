import { html, nothing } from 'lit';
import { api, queryString } from '../../core/api.js';
import { formatStamp } from '../../core/format.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { loading } from '../../design/loading.js';
import { pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { OrganisationPart } from './organisation-page.js';
import '../../design/data-table.js';
import '../report/texts.js';

const COLUMNS = [
  { label: t('organisationLog.what'), heading: true, cell: what },
  { label: t('organisationLog.where'), cell: ({ organisation }) => html`<bdi>${organisation}</bdi>` },
  { label: t('organisationLog.who'), cell: ({ by }) => html`<bdi>${by}</bdi>` },
  { label: t('organisationLog.when'), fixed: true, cell: ({ at }) => formatStamp(at) },
];

function what({ event, subject, detail }) {
  const more = event === 'REPORT_READ' ? t(`reports.name.${detail}`) : subject ?? detail;
  return html`${t(`organisationEvent.${event}`)}${more ? html`: <bdi>${more}</bdi>` : nothing}`;
}

/** What administrators have done to an organisation and the units below it (ORG-1). */
class OrganisationLogPage extends OrganisationPart {
  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/organisations/${this.params.organisationId}/log${queryString({ limit, after })}`, { background }),
  );

  async loadMore() {
    await this.#list.load();
  }

  content() {
    const { items, loading: busy, problem } = this.#list;
    return html`<h1>${t('organisationLog.heading')}</h1>
      <p class="lead">${t('organisationLog.lead')}</p>
      ${formError(problem)} ${items.length === 0 && busy ? loading() : nothing}
      ${items.length === 0 && !busy && !problem ? html`<p class="muted">${t('organisationLog.none')}</p>` : nothing}
      ${items.length > 0 ? html`<data-table .caption=${t('organisationLog.heading')} .columns=${COLUMNS} .rows=${items}></data-table>`
        : nothing}
      ${pagination(this.#list)}`;
  }
}

customElements.define('page-organisation-log', OrganisationLogPage);
