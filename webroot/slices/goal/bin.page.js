import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { focusAfter } from '../../core/focus.js';
import { formatDay, formatMoment } from '../../core/format.js';
import { live } from '../../core/live.js';
import { LiveList } from '../../core/live-list.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { newRowsButton, pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { currentPlan } from '../plan/plan.js';
import { attempt } from './element-actions.js';
import { goalTools } from './goal-tools.js';
import './texts.js';

const SECTIONS = ['goals', 'activities', 'comments', 'calendar', 'documents', 'survey', 'specialistPlans', 'meetings'];

/** What was deleted in the last 30 days, which the coordinator can put back (GOAL-7). */
class BinPage extends Page {
  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/plans/${this.params.planId}/bin${queryString({ limit, after })}`, { background }));

  constructor() {
    super();
    const isHere = ({ detail }) => detail.planId === this.params.planId && SECTIONS.includes(detail.section);
    new EventController(this, live, { changed: (event) => isHere(event) && this.#list.refresh(), resync: this.#list.refresh });
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  async #restore({ id }) {
    if (!(await attempt(() => api.post(`/plans/${this.params.planId}/bin/${id}/restore`)))) return;
    notify(t('bin.restored'));
    this.#list.remove(id);
    await focusAfter(this, 'h1');
  }

  render() {
    const { home } = currentPlan;
    if (!home) return loading();
    if (!home.myRights.administer) return deniedPage();
    return html`<section class="page">
      <h1>${t('bin.heading')}</h1>
      ${goalTools(this.params.planId, home, 'bin')}
      <p class="lead">${t('bin.lead')}</p>
      ${formError(this.#list.problem)} ${newRowsButton(this.#list, 'bin.waiting')} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, problem, hasMore } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem || hasMore ? nothing : emptyState({ iconName: 'trash', text: t('bin.none') });
    return html`<ul class="bin-list list-plain">${repeat(items, ({ id }) => id, (item) => this.#item(item))}</ul>`;
  }

  #item(item) {
    const title = item.title || t('bin.untitled');
    return html`<li class="panel">
      <p><strong dir="auto">${title}</strong> <span class="tag">${t(`binKind.${item.kind}`)}</span></p>
      <p class="muted">${t('bin.facts', { by: item.deletedBy, when: formatMoment(item.deletedAt), until: formatDay(item.until) })}</p>
      <button type="button" class="button button-quiet" aria-label=${t('bin.restoreOne', { title })}
        @click=${() => this.#restore(item)}>${icon('arrow-counterclockwise')} ${t('bin.restore')}</button>
    </li>`;
  }
}

customElements.define('page-bin', BinPage);
