import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { formatDate } from '../../core/format.js';
import { locale, t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { whenText } from '../calendar/calendar-items.js';
import { localNow, localTime } from '../calendar/local-time.js';
import { binLink } from '../goal/bin-link.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { calendarViews, meetingPath } from './meeting-paths.js';
import '../../core/problem-page.js';
import '../calendar/texts.js';
import './meeting-answer.js';
import './texts.js';

/** @typedef {import('contract').MeetingSummary} MeetingSummary */

/** The meetings that the user may read, the coming ones first (MEET-1). */
class MeetingsPage extends Page {
  static properties = { ...Page.properties, more: { state: true } };

  #resource = new PlanResource(this, { path: () => 'meetings', sections: ['meetings', 'participants'],
    versions: { meetings: ({ version }) => version }, onLoad: (page) => this.#onLoad(page) });

  constructor() {
    super();
    /** @type {{items: MeetingSummary[], next?: string}|null} what has been fetched beyond the first page */
    this.more = null;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  #onLoad(page) {
    this.more = null;
    this.#resource.value = page;
  }

  async #fetchMore(after) {
    try {
      const page = await api.get(`/plans/${this.params.planId}/meetings?after=${encodeURIComponent(after)}`);
      this.more = { items: [...(this.more?.items ?? []), ...page.items], next: page.next };
    } catch (problem) {
      notify(explain(problem), { kind: 'warning' });
    }
  }

  render() {
    const { failure, retry, value: page } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!page || !home) return loading();
    const { planId } = this.params;
    const holds = home.myRights.holdMeetings;
    return html`<section class="page">
      <div class="heading-row"><h1>${t('meetings.heading')}</h1>
        ${holds ? html`<a class="button button-primary" href=${meetingPath(planId, '/nytt')}>${icon('plus-lg')} ${t('meetings.new')}</a>`
          : nothing}</div>
      ${calendarViews(planId, 'meetings')}
      <p class="lead">${t(holds ? 'meetings.leadHolder' : 'meetings.lead')}</p>
      ${page.items.length === 0 ? emptyState({ iconName: 'people', text: t('meetings.none') })
        : this.#lists([...page.items, ...(this.more?.items ?? [])], this.more ? this.more.next : page.next)}
      ${binLink(home)}
    </section>`;
  }

  // The list comes with the latest first; of those that are to come, the next one stands first.
  #lists(items, next) {
    const now = localNow();
    const isComing = ({ end }) => localTime(end) > now;
    const past = items.filter((item) => !isComing(item));
    return html`
      <h2>${t('meetings.coming')}</h2>
      ${this.#list(items.filter(isComing).reverse(), true) ?? html`<p class="muted">${t('meetings.noneComing')}</p>`}
      ${past.length === 0 ? nothing : html`<h2>${t('meetings.past')}</h2>${this.#list(past, false)}`}
      ${next ? html`<p><button type="button" class="button button-quiet"
        @click=${() => this.#fetchMore(next)}>${t('meetings.more')}</button></p>` : nothing}`;
  }

  #list(items, isComing) {
    if (items.length === 0) return null;
    return html`<ul class="list-plain meetings">${repeat(items, ({ id }) => id, (item) => this.#item(item, isComing))}</ul>`;
  }

  #item(item, isComing) {
    return html`<li class="panel meeting-item">
      <h3><a href=${meetingPath(this.params.planId, `/${item.id}`)}><bdi>${item.title}</bdi></a></h3>
      <p>${icon('calendar3')} ${whenText({ ...item, allDay: false })}</p>
      ${item.place ? html`<p>${icon('geo-alt')} <bdi>${item.place}</bdi></p>` : nothing}
      ${isComing ? answers(item) : minutesState(item)}
      ${isComing && item.invited && currentPlan.home.state === 'ACTIVE' ? html`<meeting-answer .planId=${this.params.planId}
        .meeting=${item} .answer=${item.myAnswer} @answered=${() => this.#resource.refresh()}></meeting-answer>` : nothing}
    </li>`;
  }
}

/** @param {MeetingSummary} item */
function answers({ coming, notComing, unanswered }) {
  const names = new Intl.ListFormat(locale()).format(unanswered.map(({ name }) => name));
  return html`<p class="meeting-numbers">${t('meetings.numbers', { coming, notComing })}</p>
    ${unanswered.length === 0 ? nothing
      : html`<p class="meeting-unanswered">${icon('hourglass-split')} ${t('meetings.unanswered', { names })}</p>`}`;
}

/** @param {MeetingSummary} item */
function minutesState({ agreeBy, awaitsMyAgreement }) {
  if (!agreeBy) return nothing;
  return awaitsMyAgreement
    ? html`<p class="meeting-unanswered">${icon('exclamation-circle')} ${t('meetings.yourTurn', { day: formatDate(agreeBy) })}</p>`
    : html`<p class="muted">${icon('journal-text')} ${t('meetings.hasMinutes')}</p>`;
}

customElements.define('page-meetings', MeetingsPage);
