import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { formatDate } from '../../core/format.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { pagination } from '../../design/pagination.js';
import { loading } from '../../design/loading.js';
import { organisationMenu } from '../organisation/organisation-menu.js';
import '../../design/data-table.js';
import './delete-plan.js';
import './texts.js';

/** "Administrasjon": closed plans, and deleting those that needn't be kept any longer (PLAN-9). */
class ClosedPlansPage extends Page {
  static properties = { chosen: { state: true } };

  #list = new LiveList(this, ({ limit, after, background }) => api.get(`/plans/closed${queryString({ limit, after })}`, { background }));

  constructor() {
    super();
    /** @type {import('contract').ClosedPlan|null} the plan that is asked about */
    this.chosen = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  // The focus moves to the heading, as the row is gone.
  async #done() {
    this.chosen = null;
    await this.#list.load();
    this.querySelector('h1').focus({ preventScroll: true });
  }

  render() {
    return html`<section class="page">
      ${organisationMenu('/virksomhet/avsluttede-planer')}
      <h1 tabindex="-1">${t('closedPlans.heading')}</h1>
      <p class="lead">${t('closedPlans.lead')}</p>
      <p><a class="standalone-link" href="/virksomhet/slettede-planer">${t('closedPlans.toDeleted')}</a></p>
      ${formError(this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
      ${this.chosen ? html`<delete-plan .plan=${this.chosen} @deleted=${() => this.#done()}
        @cancelled=${() => (this.chosen = null)}></delete-plan>` : nothing}
    </section>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ iconName: 'check2-circle', text: t('closedPlans.none') });
    return html`
      <p class="visually-hidden" role="status">${busy ? '' : t('closedPlans.found', { n: total })}</p>
      <data-table wide .caption=${t('closedPlans.heading')} .columns=${this.#columns()} .rows=${items}></data-table>`;
  }

  #columns() {
    return [
      { label: t('closedPlans.owner'), cell: owner, heading: true },
      { label: t('closedPlans.unit'), cell: ({ unit }) => unit },
      { label: t('closedPlans.closedOn'), cell: ({ closedOn }) => formatDate(closedOn), fixed: true },
      { label: t('closedPlans.archivedAt'), cell: ({ archivedAt }) => (archivedAt ? formatDate(archivedAt) : t('closedPlans.never')) },
      { label: t('closedPlans.what'), cell: (plan) => this.#next(plan) },
    ];
  }

  #next(plan) {
    if (plan.obstacle) {
      return html`<span class="muted">${t(`closedPlans.obstacle.${plan.obstacle}`, { date: formatDate(plan.deletableFrom) })}</span>`;
    }
    return html`<button type="button" class="button button-quiet" @click=${() => (this.chosen = plan)}
      aria-label=${t('closedPlans.deleteOne', { name: plan.owner })}>${icon('trash')} ${t('closedPlans.delete')}</button>`;
  }
}

function owner({ owner: name, type }) {
  return html`<span class="row-name"><bdi>${name}</bdi></span> <span class="muted">${t(`planType.${type}`)}</span>`;
}

customElements.define('page-closed-plans', ClosedPlansPage);
