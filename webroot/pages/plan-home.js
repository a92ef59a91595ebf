import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { Listen } from '../app/listen.js';
import { currentPlan } from '../app/plan.js';
import { formatMoment } from '../app/format.js';
import { t } from '../app/i18n.js';
import { icon } from '../components/icon.js';
import { personBadge } from '../components/person-badge.js';
import '../components/baton-banner.js';
import '../components/plan-status.js';

const SHOWN_PARTICIPANTS = 6;

/** The start page of a plan (HOME-1, HOME-3). */
class PlanHomePage extends Page {
  constructor() {
    super();
    new Listen(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get keeper() {
    return this.querySelector('plan-status');
  }

  render() {
    const { home } = currentPlan;
    if (!home) return nothing;
    return html`<section class="page">
      <div class="heading-row">
        <h1>${t('home.heading')}</h1>
        ${home.myRights.sendMessages && home.state === 'ACTIVE'
          ? html`<a class="btn btn-primary" href="/planer/${home.id}/meldinger/ny">${icon('pencil-square')} ${t('messages.new')}</a>`
          : nothing}
      </div>
      ${home.baton || home.batonAsked ? html`<baton-banner .home=${home}></baton-banner>` : nothing}
      <div class="home-grid">
        <div><plan-status .home=${home}></plan-status> ${this.#messages(home)}</div>
        <div>${this.#visits(home)} ${this.#participants(home)}</div>
      </div>
    </section>`;
  }

  #messages({ id, messages, unread }) {
    return html`<section class="panel" aria-labelledby="messages-heading">
      <h2 id="messages-heading">${t('home.messages')}</h2>
      ${messages.length === 0
        ? html`<p class="quiet">${t('home.noMessages')}</p>`
        : html`<ul class="message-list">${messages.map((message) => this.#message(id, message))}</ul>`}
      <p><a href="/planer/${id}/meldinger">${unread > 0 ? t('home.allMessagesUnread', { n: unread }) : t('home.allMessages')}</a></p>
    </section>`;
  }

  #message(planId, message) {
    const unread = !message.readAt;
    return html`<li class=${unread ? 'is-unread' : ''}>
      <a href="/planer/${planId}/meldinger/${message.id}">${message.subject || t('messages.noSubject')}</a>
      ${unread ? html`<span class="unread-words">${icon('envelope-fill')} ${t('messages.unread')}</span>` : nothing}
      <span class="quiet">${t('home.fromWhen', { name: message.from.name, when: formatMoment(message.sentAt) })}</span>
    </li>`;
  }

  #visits({ visitedSinceLast: visits }) {
    return html`<section class="panel" aria-labelledby="visits-heading">
      <h2 id="visits-heading">${t('home.visits')}</h2>
      ${visits.length === 0 ? html`<p class="quiet">${t('home.noVisits')}</p>` : nothing}
      <ul class="visits" aria-live="polite" aria-relevant="additions">
        ${visits.map(({ name, at }) => html`<li><span>${name}</span> <span class="quiet">${formatMoment(at)}</span></li>`)}
      </ul>
    </section>`;
  }

  #participants({ id, type, participants }) {
    return html`<section class="panel" aria-labelledby="participants-heading">
      <h2 id="participants-heading">${t('home.participants')}</h2>
      <ul class="plain people-short">${participants.slice(0, SHOWN_PARTICIPANTS).map((participant) => html`<li>${personBadge({ ...participant, jobTitle: null, workplace: null }, type)}</li>`)}</ul>
      <p><a href="/planer/${id}/deltakere">${t('home.allParticipants', { n: participants.length })}</a></p>
    </section>`;
  }
}

customElements.define('page-plan-home', PlanHomePage);
