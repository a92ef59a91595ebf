import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { attempt, deleteWithUndo } from '../goal/element-actions.js';
import { whenText } from '../calendar/calendar-items.js';
import { localNow, localTime } from '../calendar/local-time.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { meetingApi, meetingPath } from './meeting-paths.js';
import '../../core/problem-page.js';
import '../../design/confirm-dialog.js';
import '../calendar/texts.js';
import '../goal/texts.js';
import './meeting-answer.js';
import './meeting-minutes.js';
import './texts.js';

/** @typedef {import('contract').Meeting} Meeting */

const STATE_ICONS = { true: 'check-circle-fill', false: 'x-lg', none: 'hourglass-split' };

const startText = (start) => whenText({ start, end: start, allDay: false }).replace(/–.*$/, '');

/** A meeting: when and where, who comes, the agenda, and the minutes with what the invited say to them (MEET-1, MEET-2). */
class MeetingPage extends Page {
  static properties = { ...Page.properties, cancelling: { state: true } };

  #resource = new PlanResource(this, { path: () => `meetings/${this.params.meetingId}`, sections: ['meetings', 'participants', 'rights'] });

  constructor() {
    super();
    this.cancelling = false;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  #changed = ({ detail }) => {
    if (detail) this.#resource.value = detail;
    else void this.#resource.refresh();
  };

  async #cancel({ id, version }) {
    this.cancelling = false;
    const { planId } = this.params;
    const done = await attempt(() => deleteWithUndo(planId, meetingApi(planId, id), version, t('meeting.cancelled')));
    if (done) router.go(meetingPath(planId), { replace: true });
  }

  render() {
    const { failure, retry, value: meeting } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!meeting || !home) return loading();
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${meetingPath(this.params.planId)}>${icon('chevron-left')} ${t('meeting.back')}</a></p>
      <h1><bdi>${meeting.title}</bdi></h1>
      ${this.#facts(meeting)}
      ${meeting.minutes ? html`<meeting-minutes .planId=${this.params.planId} .meeting=${meeting} .home=${home}
        @said=${this.#changed}></meeting-minutes>` : agenda(meeting)}
      ${invited(meeting)}
      ${meeting.mayChange ? this.#actions(meeting) : nothing}
      ${this.cancelling ? html`<confirm-dialog .heading=${t('meeting.cancelQuestion')} .content=${html`<p>${t('meeting.cancelWhat')}</p>`}
        .yes=${t('meeting.cancelYes')} @confirmed=${() => this.#cancel(meeting)}
        @cancelled=${() => (this.cancelling = false)}></confirm-dialog>` : nothing}
    </section>`;
  }

  #facts(meeting) {
    const { place, link, next, createdBy } = meeting;
    const own = ownAnswer(meeting);
    const isOver = localTime(meeting.end) <= localNow();
    return html`<div class="panel">
      <p>${icon('calendar3')} ${whenText({ ...meeting, allDay: false })}</p>
      ${place ? html`<p>${icon('geo-alt')} <bdi>${place}</bdi></p>` : nothing}
      ${link ? html`<p>${icon('arrow-right')} <a href=${link} target="_blank" rel="noopener noreferrer"><span
        >${t('meeting.openLink')}</span></a></p>` : nothing}
      <p class="muted">${t('meeting.by', { name: createdBy.name })}</p>
      ${own && !isOver && !meeting.minutes && currentPlan.home.state === 'ACTIVE' ? html`<h2>${t('meeting.answerHeading')}</h2>
        <meeting-answer .planId=${this.params.planId} .meeting=${meeting} .answer=${own.coming}
          @answered=${this.#changed}></meeting-answer>` : nothing}
      ${next ? html`<p><a class="standalone-link link-with-icon"
        href=${meetingPath(this.params.planId, `/${next.id}`)}>${icon('arrow-right')}
        ${t('meeting.next', { when: startText(next.start) })}</a></p>` : nothing}
    </div>`;
  }

  #actions(meeting) {
    const path = (rest) => meetingPath(this.params.planId, `/${meeting.id}${rest}`);
    const hasBegun = localTime(meeting.start) <= localNow();
    return html`<p class="actions">
      ${hasBegun ? html`<a class="button ${meeting.minutes ? 'button-quiet' : 'button-primary'}" href=${path('/referat')}>${icon('pencil')}
        ${t(meeting.minutes ? 'meeting.changeMinutes' : 'meeting.writeMinutes')}</a>` : nothing}
      ${meeting.minutes ? nothing : html`<a class="button button-quiet" href=${path('/endre')}>${icon('pencil')}
        ${t('meeting.change')}</a>`}
      <button type="button" class="button button-quiet" @click=${() => (this.cancelling = true)}>${icon('calendar-x')}
        ${t('meeting.cancel')}</button>
    </p>`;
  }
}

/** @param {Meeting} meeting */
function ownAnswer({ invited: all }) {
  return all.find(({ participantId }) => participantId === currentPlan.home?.me.participantId);
}

/** @param {Meeting} meeting */
function agenda({ agenda: points }) {
  return html`<section class="panel" aria-labelledby="agenda-heading">
    <h2 id="agenda-heading">${t('meeting.agenda')}</h2>
    ${points.length === 0 ? html`<p class="muted">${t('meeting.noAgenda')}</p>`
      : html`<ol class="meeting-agenda">${points.map(({ title }) => html`<li><bdi>${title}</bdi></li>`)}</ol>`}
  </section>`;
}

/** @param {Meeting} meeting */
function invited({ invited: all }) {
  return html`<section class="panel" aria-labelledby="invited-heading">
    <h2 id="invited-heading">${t('meeting.invitedHeading')}</h2>
    <ul class="list-plain meeting-invited">${all.map(({ name, coming }) => {
      const state = coming ?? 'none';
      return html`<li class="is-${state}">${icon(STATE_ICONS[state])} <bdi>${name}</bdi>
        <span class="muted">${t(`meeting.state.${state}`)}</span></li>`;
    })}</ul>
  </section>`;
}

customElements.define('page-meeting', MeetingPage);
