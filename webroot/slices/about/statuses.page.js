import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { formatMoment } from '../../core/format.js';
import { live } from '../../core/live.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { currentPlan } from '../plan/plan.js';
import './texts.js';

/** What has stood on the start page of how it goes; only the owner sees it (HOME-1). */
class StatusesPage extends Page {
  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/plans/${this.params.planId}/statuses${queryString({ limit, after })}`, { background }));

  constructor() {
    super();
    const isHere = ({ detail }) => detail.planId === this.params.planId && detail.section === 'status';
    new EventController(this, live, { changed: (event) => isHere(event) && this.#list.load(), resync: this.#list.refresh });
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  render() {
    const { home } = currentPlan;
    if (!home) return loading();
    if (home.me.role !== 'OWNER') return deniedPage();
    return html`<section class="page page-reading">
      <p class="back-line"><a href="/planer/${home.id}">${icon('chevron-left')} ${t('about.back')}</a></p>
      <h1>${t('statuses.heading')}</h1>
      <p class="lead">${t('statuses.lead')}</p>
      ${formError(this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ iconName: 'journal-text', text: t('statuses.none') });
    return html`<ol class="list-plain status-list">${repeat(items, ({ id }) => id, ({ text, at, by }) => html`<li class="panel">
      <p class="status-text" dir="auto">${text}</p>
      <p class="muted">${t('statuses.by', { when: formatMoment(at), name: by })}</p></li>`)}</ol>`;
  }
}

customElements.define('page-statuses', StatusesPage);
