import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api, query } from '../app/api.js';
import { formatDate, formatTime } from '../app/format.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { LiveList } from '../app/live-list.js';
import { has, t } from '../app/i18n.js';
import { byDay } from '../components/by-day.js';
import { emptyState } from '../components/empty-state.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { listFoot, newRows } from '../components/list-foot.js';
import { loading } from '../components/loading.js';

/** "Logg": what has been done in the plan (LOG-1), by day, the latest first. */
class PlanLogPage extends Page {
  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/plans/${this.params.planId}/log${query({ limit, after })}`, { background }),
  );

  constructor() {
    super();
    const freshen = ({ detail }) => (!detail?.planId || detail.planId === this.params.planId) && this.#list.refresh();
    new Listen(this, live, { changed: freshen, resync: freshen });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  render() {
    return html`<section class="page">
      <h1>${t('planLog.heading')}</h1>
      <p class="lead">${t('planLog.lead')}</p>
      <p><a class="way-on" href="/planer/${this.params.planId}/samtykke">${icon('arrow-left')} ${t('seen.back')}</a></p>
      ${formError(this.#list.problem)} ${newRows(this.#list, 'planLog.waiting')} ${this.#content()} ${listFoot(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ sign: 'journal-text', text: t('planLog.none') });
    return byDay(items, ({ at }) => at, (row) => html`<span class="day-time">${t('seen.at', { from: formatTime(row.at) })}</span> <span>${words(row)}</span>`);
  }
}

function words({ by, event, about, detail }) {
  const dates = Object.fromEntries(['from', 'until', 'endDate', 'endsOn'].map((name) => [name, formatDate(detail[name])]));
  const key = `planLog.event.${detail.registered ? 'CONSENT_REGISTERED' : event}`;
  const values = { by: by ?? t('planLog.service'), about: about ?? t('planLog.somebody'), ...dates };
  return t(has(key) ? key : 'planLog.event.other', values);
}

customElements.define('page-plan-log', PlanLogPage);
