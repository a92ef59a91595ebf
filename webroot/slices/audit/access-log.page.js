import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { formatTime } from '../../core/format.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { groupByDay } from '../../design/group-by-day.js';
import { emptyState } from '../../design/empty-state.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { pagination } from '../../design/pagination.js';
import { loading } from '../../design/loading.js';
import './texts.js';

/** "Hvem har sett hva" (PART-6): the access log by day, newest first. */
class AccessLogPage extends Page {
  #list = new LiveList(this, ({ limit, after, background }) => this.#fetch({ limit, after }, background));

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  async #fetch(page, background) {
    const answer = await api.get(`/plans/${this.params.planId}/access${queryString(page)}`, { background });
    const items = answer.items.map((row) => ({ ...row, id: `${row.participantId} ${row.part} ${row.about} ${row.firstAt} ${row.marked}` }));
    return { ...answer, items };
  }

  render() {
    return html`<section class="page">
      <h1>${t('accessLog.heading')}</h1>
      <p class="lead">${t('accessLog.lead')}</p>
      <p><a class="link-with-icon" href="/planer/${this.params.planId}/samtykke">${icon('arrow-left')} ${t('accessLog.back')}</a></p>
      ${formError(this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ iconName: 'eye', text: t('accessLog.none') });
    return groupByDay(items, ({ lastAt }) => lastAt, (row) => this.#row(row));
  }

  #row({ name, role, organisation, part, about, firstAt, lastAt, times, timesByPage, marked }) {
    const [from, until] = [formatTime(firstAt), formatTime(lastAt)];
    const when = from === until ? t('accessLog.at', { from }) : t('accessLog.between', { from, until });
    const of = { CARD: 'cardOf', ACCOUNTS: 'accountOf' }[part];
    const what = of && about ? t(`accessLog.${of}`, { about }) : t(`accessLog.part.${part}`);
    const reader = [role ? t(`role.${role}`).toLowerCase() : '', organisation ?? ''].filter(Boolean).join(', ');
    const byItself = part === 'CALENDAR' ? 'byProgram' : 'byPage';
    const counts = [
      times > 1 ? t('accessLog.times', { n: times }) : '',
      timesByPage > 0 ? t(`accessLog.${byItself}${times > 0 ? 'Too' : ''}`, { n: timesByPage }) : '',
    ].filter(Boolean).join(', ');
    return html`<span class="day-time">${when}</span>
      <span><strong>${name}</strong>${reader ? html` <span class="muted">(${reader})</span>` : nothing} ${what}${counts
        ? html` <span class="muted">– ${counts}</span>` : nothing}${marked ? html` <span class="muted">${icon('shield-exclamation')}
          ${t('planLog.marked', { by: name })}</span>` : nothing}</span>`;
  }
}

customElements.define('page-access-log', AccessLogPage);
