import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { currentPlan } from './plan.js';
import { formatMoment } from '../../core/format.js';
import { nextTask } from '../../core/next-task.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { together } from '../../forms/together.js';
import { avatar } from '../person/avatar.js';
import { aboutShort } from '../about/about-short.js';
import { waitingAnswers } from '../message/waiting-answers.js';
import { personBadge } from '../person/person-badge.js';
import { coordinatorContact } from './coordinator-contact.js';
import '../meeting/coming-events.js';
import { hasPart } from './plan-parts.js';
import { planRelation } from './plan-relation.js';
import './bti-level.js';
import './handover-banner.js';
import './plan-news.js';
import './plan-status.js';
import '../message/texts.js';
import './texts.js';

const SHOWN_PARTICIPANTS = 6;

/** The start page of a plan: whose it is, what is new, the status, and whom to ask (HOME-1, HOME-3). */
class PlanHomePage extends Page {
  static properties = { isWhole: { state: true } };

  constructor() {
    super();
    /** whether more is rendered than what a phone shows first */
    this.isWhole = false;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  firstUpdated() {
    void nextTask().then(() => (this.isWhole = true));
  }

  get autosave() {
    return together([this.child('plan-status'), this.child('bti-level')]);
  }

  render() {
    const { home } = currentPlan;
    if (!home) return nothing;
    return html`<section class="page">
      <div class="heading-row">
        ${this.#owner(home)}
        ${home.myRights.sendMessages && home.state === 'ACTIVE'
          ? html`<a class="button button-primary" href="/planer/${home.id}/meldinger/ny">${icon('pencil-square')} ${t('messages.new')}</a>`
          : nothing}
      </div>
      ${planRelation(home)} ${home.baton || home.batonAsked ? html`<handover-banner .home=${home}></handover-banner>` : nothing}
      <div class="home-grid">
        <div>${aboutShort(home)} ${this.#messages(home)} ${waitingAnswers(home)} ${this.isWhole ? this.#news(home) : nothing}</div>
        <div>${this.isWhole ? this.#people(home) : nothing}</div>
      </div>
    </section>`;
  }

  #news(home) {
    return html`${hasPart(home, 'CALENDAR') ? html`<coming-events .params=${this.params}></coming-events>` : nothing}
      <plan-news .params=${this.params}></plan-news> ${this.#visits(home)}
      <plan-status .home=${home}></plan-status>`;
  }

  #people(home) {
    return html`${coordinatorContact(home)} ${home.type === 'SL' ? html`<bti-level .home=${home}></bti-level>` : nothing}
      ${this.#participants(home)} ${this.#shortcuts(home)}`;
  }

  #owner({ owner, participants }) {
    const person = participants.find(({ participantId }) => participantId === owner.participantId);
    const name = `${owner.firstName} ${owner.lastName}`;
    return html`<div class="home-owner">
      ${avatar({ ...person, name })}
      <div>
        <h1>${t('home.heading')}</h1>
        <p class="muted">${person?.me ? t('home.ownPlan') : html`${t('home.planOf')} <bdi>${name}</bdi>`}</p>
      </div>
    </div>`;
  }

  #messages({ id, messages, unread }) {
    return html`<section class="panel" aria-labelledby="messages-heading">
      <h2 id="messages-heading">${t('home.messages')}</h2>
      ${messages.length === 0
        ? html`<p class="muted">${t('home.noMessages')}</p>`
        : html`<ul class="list-plain home-messages">${messages.map((message) => this.#message(id, message))}</ul>`}
      <p><a class="standalone-link" href="/planer/${id}/meldinger">${unread > 0 ? t('home.allMessagesUnread', { n: unread })
        : t('home.allMessages')}</a></p>
    </section>`;
  }

  #message(planId, message) {
    const unread = !message.readAt;
    return html`<li class=${unread ? 'is-unread' : ''}>
      <a href="/planer/${planId}/meldinger/${message.id}">
        <span class="home-subject"><bdi>${message.subject || t('messages.noSubject')}</bdi></span>
        <span class="muted">${t('home.fromWhen', { name: message.from.name, when: formatMoment(message.sentAt) })}</span>
      </a>
      ${unread ? html`<span class="unread-label">${icon('envelope-fill')} ${t('messages.unread')}</span>` : nothing}
    </li>`;
  }

  #visits({ visitedSinceLast: visits }) {
    return html`<section class="panel" aria-labelledby="visits-heading">
      <h2 id="visits-heading">${t('home.visits')}</h2>
      ${visits.length === 0 ? html`<p class="muted">${t('home.noVisits')}</p>` : nothing}
      <ul class="visits" aria-live="polite" aria-relevant="additions">
        ${visits.map(({ name, at }) => html`<li><bdi>${name}</bdi> <span class="muted">${formatMoment(at)}</span></li>`)}
      </ul>
    </section>`;
  }

  #shortcuts({ id, myRights }) {
    const seesGoals = myRights.goals !== 'NONE' || myRights.activities !== 'NONE';
    return html`${seesGoals ? html`<p><a class="standalone-link link-with-icon" href="/planer/${id}/mal">${icon('signpost-split')}
      ${t('tab.goals')}</a></p>` : nothing}
      <p><a class="standalone-link link-with-icon" href="/planer/${id}/kartlegging/vanskelig">${icon('telephone')}
        ${t('news.emergency')}</a></p>${this.#log({ id, myRights })}`;
  }

  #log({ id, myRights }) {
    if (!myRights.seeLog) return nothing;
    return html`<p><a class="standalone-link link-with-icon" href="/planer/${id}/logg">${icon('journal-text')} ${t('home.toLog')}</a></p>`;
  }

  #participants({ id, type, participants }) {
    return html`<section class="panel" aria-labelledby="participants-heading">
      <h2 id="participants-heading">${t('home.participants')}</h2>
      <ul class="list-plain people-short">${participants.slice(0,
        SHOWN_PARTICIPANTS).map((participant) => html`<li><a href="/planer/${id}/deltakere/${participant.participantId}">
          ${personBadge({ ...participant, jobTitle: null, workplace: null }, type)}</a></li>`)}</ul>
      <p><a class="standalone-link" href="/planer/${id}/deltakere">${t('home.allParticipants', { n: participants.length })}</a></p>
    </section>`;
  }
}

customElements.define('page-plan-home', PlanHomePage);
