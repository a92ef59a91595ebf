import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { formatDate } from '../../core/format.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { formError } from '../../forms/field.js';
import { pagination } from '../../design/pagination.js';
import { loading } from '../../design/loading.js';
import { organisationMenu } from './organisation-menu.js';
import '../../design/data-table.js';
import './texts.js';

const PATH = '/virksomhet/planer';

const COLUMNS = [
  { label: t('abandonedPlans.owner'), cell: owner, heading: true },
  { label: t('abandonedPlans.start'), cell: ({ startDate }) => formatDate(startDate), fixed: true },
  { label: t('abandonedPlans.what'), cell: choose },
];

/** "Administrasjon": plans without a coordinator who can log in, and the way to name another (PLAN-6). */
class AbandonedPlansPage extends Page {
  #list = new LiveList(this, ({ limit, after, background }) =>
    api.search('/plans', { withoutCoordinator: true, limit, after }, { background }),
  );

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  render() {
    return html`<section class="page">
      ${organisationMenu(PATH)}
      <h1>${t('abandonedPlans.heading')}</h1>
      <p class="lead">${t('abandonedPlans.lead')}</p>
      ${formError(this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? '' : emptyState({ iconName: 'check2-circle', text: t('abandonedPlans.none') });
    return html`
      <p class="visually-hidden" role="status">${busy ? '' : t('abandonedPlans.found', { n: total })}</p>
      <data-table .caption=${t('abandonedPlans.heading')} .columns=${COLUMNS} .rows=${items}></data-table>`;
  }
}

function owner({ owner: { firstName, lastName }, type }) {
  return html`<span class="row-name"><bdi>${firstName} ${lastName}</bdi></span> <span class="muted">${t(`planType.${type}`)}</span>`;
}

function choose({ id, owner: { firstName, lastName } }) {
  return html`<a class="row-action" href="/planer/${id}/administrer"
    aria-label=${t('abandonedPlans.chooseFor', { name: `${firstName} ${lastName}` })}>${t('abandonedPlans.choose')}</a>`;
}

customElements.define('page-abandoned-plans', AbandonedPlansPage);
