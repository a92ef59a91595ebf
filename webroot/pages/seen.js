import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api, query } from '../app/api.js';
import { formatTime } from '../app/format.js';
import { LiveList } from '../app/live-list.js';
import { t } from '../app/i18n.js';
import { byDay } from '../components/by-day.js';
import { emptyState } from '../components/empty-state.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { listFoot } from '../components/list-foot.js';
import { loading } from '../components/loading.js';

/** "Hvem har sett hva" (PART-6): by day, the latest first. */
class SeenPage extends Page {
  #list = new LiveList(this, ({ limit, after, background }) => this.#fetch({ limit, after }, background));

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  async #fetch(page, background) {
    const answer = await api.get(`/plans/${this.params.planId}/access${query(page)}`, { background });
    return { ...answer, items: answer.items.map((row) => ({ ...row, id: `${row.participantId} ${row.part} ${row.firstAt}` })) };
  }

  render() {
    return html`<section class="page">
      <h1>${t('seen.heading')}</h1>
      <p class="lead">${t('seen.lead')}</p>
      <p><a class="way-on" href="/planer/${this.params.planId}/samtykke">${icon('arrow-left')} ${t('seen.back')}</a></p>
      ${formError(this.#list.problem)} ${this.#content()} ${listFoot(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ sign: 'eye', text: t('seen.none') });
    return byDay(items, ({ lastAt }) => lastAt, (row) => this.#row(row));
  }

  #row({ name, part, firstAt, lastAt, times }) {
    const [from, until] = [formatTime(firstAt), formatTime(lastAt)];
    const when = from === until ? t('seen.at', { from }) : t('seen.between', { from, until });
    return html`<span class="day-time">${when}</span>
      <span><strong>${name}</strong> ${t(`seen.part.${part}`)}${times > 1 ? html` <span class="quiet">${t('seen.times', { n: times })}</span>` : nothing}</span>`;
  }
}

customElements.define('page-seen', SeenPage);
