import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { coalesce } from '../../core/coalesce.js';
import { DayChangeController } from '../../core/day-change-controller.js';
import { EventController } from '../../core/event-controller.js';
import { t } from '../../core/i18n.js';
import { live } from '../../core/live.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { pageSkeleton } from '../../design/loading.js';
import '../../core/problem-page.js';
import { LISTS } from './overview-lines.js';
import '../practice/practice-offer.js';
import '../calendar/texts.js';
import '../consent/texts.js';
import './texts.js';

const SECTIONS = ['goals', 'activities', 'calendar', 'meetings', 'consent', 'participants', 'plan'];

/** "Min side": what waits for the user in all plans, each line a link to its place; live (HOME-5). */
class OverviewPage extends Page {
  static properties = { ...Page.properties, overview: { state: true }, problem: { state: true } };

  #refresh = coalesce(() => this.#load(true));

  constructor() {
    super();
    /** @type {import('contract').Overview|null} */
    this.overview = null;
    /** @type {import('../../core/problem.js').Problem|null} */
    this.problem = null;
    const refresh = () => void this.#refresh();
    const changed = ({ detail }) => SECTIONS.includes(detail.section) && refresh();
    new EventController(this, live, { unread: refresh, message: refresh, changed, resync: refresh });
    new DayChangeController(this, refresh);
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load(false);
  }

  async #load(background) {
    const all = this.#whole?.field.toUpperCase();
    try {
      this.overview = await api.get(`/me/overview${queryString({ all })}`, { background });
      this.problem = null;
    } catch (problem) {
      if (!background) this.problem = problem;
    }
  }

  /** The list that the address asks for whole. */
  get #whole() {
    return LISTS.find(({ place }) => place === this.query.get('vis'));
  }

  render() {
    if (this.problem) return html`<problem-page .problem=${this.problem} @retry=${() => this.#retry()}></problem-page>`;
    if (!this.overview) return pageSkeleton();
    const whole = this.#whole;
    return html`<section class="page overview">
      <h1>${t('overview.heading')}</h1>
      ${whole ? html`<p><a class="standalone-link link-with-icon" href="/min-side">${icon('arrow-left')} ${t('overview.back')}</a></p>`
        : html`<p class="lead">${t('overview.lead')}</p>`}
      ${whole ? this.#list(whole, true) : html`${this.#lists()} <practice-offer></practice-offer>`}
    </section>`;
  }

  #retry() {
    this.problem = null;
    void this.#load(false);
  }

  #lists() {
    const filled = LISTS.filter(({ field }) => this.overview[field].length > 0);
    if (filled.length > 0) return filled.map((list) => this.#list(list, false));
    return emptyState({ iconName: 'check2-circle', text: t('overview.none'),
      more: html`<a class="button button-quiet" href="/planer">${t('overview.toPlans')}</a>` });
  }

  #list(list, whole) {
    const { field, place, iconName } = list;
    const lines = this.overview[field];
    const total = this.overview.totals[field];
    return html`<section class="panel" aria-labelledby="overview-${place}">
      <h2 id="overview-${place}">${icon(iconName)} ${t(`overview.lists.${field}`)}</h2>
      ${lines.length === 0 ? html`<p class="muted">${t('overview.noneHere')}</p>` : nothing}
      <ul class="list-plain home-messages">${lines.map((line) => this.#line(list, line))}</ul>
      ${total > lines.length && !whole ? html`<p><a class="standalone-link" href="/min-side?vis=${place}"
        aria-label=${t('overview.allOf', { list: t(`overview.lists.${field}`), n: total })}>${t('overview.all', { n: total })}</a></p>`
        : nothing}
      ${total > lines.length && whole ? html`<p class="muted">${t('overview.more', { n: total - lines.length })}</p>` : nothing}
    </section>`;
  }

  #line(list, line) {
    const { href, title, facts, strong } = list.line(line);
    const shown = [line.planName ? html`<bdi class="overview-plan">${line.planName}</bdi>` : nothing, ...facts]
      .filter((fact) => fact !== nothing);
    return html`<li class=${strong ? 'is-unread' : ''}><a href=${href}>
      <span class="home-subject">${title}</span>
      <span class="muted">${shown.map((fact, i) => html`${i > 0 ? ' · ' : ''}${fact}`)}</span>
    </a></li>`;
  }
}

customElements.define('page-overview', OverviewPage);
