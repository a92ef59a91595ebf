import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { formatDate, formatTime } from '../../core/format.js';
import { EventController } from '../../core/event-controller.js';
import { live } from '../../core/live.js';
import { LiveList } from '../../core/live-list.js';
import { has, t } from '../../core/i18n.js';
import { groupByDay } from '../../design/group-by-day.js';
import { emptyState } from '../../design/empty-state.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { pagination, newRowsButton } from '../../design/pagination.js';
import { loading } from '../../design/loading.js';
import '../participant/texts.js';
import './plan-log-filter.js';
import './texts.js';

/** "Logg": the plan log (LOG-1), by day, newest first. */
class PlanLogPage extends Page {
  static properties = { filter: { state: true } };

  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/plans/${this.params.planId}/log${queryString({ limit, after, ...this.filter })}`, { background })
      .then((page) => this.#loaded(page)),
  );

  /** Whether all participants see the log, null before it is loaded. */
  #open = null;

  constructor() {
    super();
    this.filter = { part: '', participantId: '', from: '', until: '' };
    const refreshList = ({ detail }) => (!detail?.planId || detail.planId === this.params.planId) && this.#list.refresh();
    new EventController(this, live, { changed: refreshList, resync: refreshList });
  }

  #loaded(page) {
    this.#open = page.open;
    return page;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  #filtered({ detail }) {
    this.filter = detail;
    this.#list.clear();
    void this.#list.load();
  }

  get #isFiltered() {
    return Object.values(this.filter).some(Boolean);
  }

  render() {
    return html`<section class="page">
      <h1>${t('planLog.heading')}</h1>
      <p class="lead">${t('planLog.lead')}</p>
      ${this.#open === null ? nothing : html`<p class="muted">${icon(this.#open ? 'people' : 'lock')}
        ${t(this.#open ? 'planLog.open' : 'planLog.shut')}</p>`}
      <plan-log-filter .filter=${this.filter} @filter-changed=${this.#filtered}></plan-log-filter>
      ${formError(this.#list.problem)} ${newRowsButton(this.#list, 'planLog.waiting')} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    const none = t(this.#isFiltered ? 'planLog.noneFound' : 'planLog.none');
    if (items.length === 0) return problem ? nothing : emptyState({ iconName: 'journal-text', text: none });
    return groupByDay(items, ({ at }) => at, (row) => html`<span
      class="day-time">${t('accessLog.at', { from: formatTime(row.at) })}</span> <span>${text(row)}${row.marked
        ? html` <span class="muted">${icon('shield-exclamation')} ${t('planLog.marked', { by: row.by ?? t('planLog.service') })}</span>`
        : nothing}</span>`);
  }
}

function text({ by, event, about, area, detail }) {
  if (event === 'CONSENT_AGE_CHANGED') return t(`planLog.event.${event}`, { by: by ?? t('planLog.service'), ...detail });
  const dates = Object.fromEntries(['from', 'until', 'endDate', 'endsOn', 'plannedEnd'].map((name) => [name, formatDate(detail[name])]));
  const key = `planLog.event.${keyOf(event, detail)}`;
  const values = { by: by ?? t('planLog.service'), about: about ?? t('planLog.somebody'), area: area ? t(`area.${area}`) : '',
    reason: detail.reason ?? '', level: detail.level ?? '', ...dates };
  return t(has(key) ? key : 'planLog.event.other', values);
}

function keyOf(event, detail) {
  if (detail.registered) return 'CONSENT_REGISTERED';
  if (detail.note) return 'BATON_ASKED_NOTE';
  if (event !== 'PLAN_CHANGED' || detail.plannedEnd === undefined) return event;
  return detail.plannedEnd ? 'PLAN_END_MOVED' : 'PLAN_END_REMOVED';
}

customElements.define('page-plan-log', PlanLogPage);
