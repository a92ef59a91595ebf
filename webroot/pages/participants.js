import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { formatDate } from '../app/format.js';
import { currentPlan } from '../app/plan.js';
import { PlanResource } from '../app/plan-resource.js';
import { t } from '../app/i18n.js';
import { icon } from '../components/icon.js';
import { idleButton } from '../components/idle-button.js';
import { loading } from '../components/loading.js';
import { personBadge } from '../components/person-badge.js';
import '../components/problem-page.js';

/** The plan group (PART-1). */
class ParticipantsPage extends Page {
  #resource = new PlanResource(this, { path: () => 'participants' });

  get group() {
    return this.#resource.value;
  }

  get #path() {
    return `/planer/${this.params.planId}/deltakere`;
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    return html`<section class="page">
      <div class="heading-row">
        <h1>${t('participants.heading')}</h1>
        ${this.#add()}
      </div>
      <p class="lead">${t('participants.lead')}</p>
      ${this.group?.may.seeRights
        ? html`<p><a class="way-on" href="/planer/${this.params.planId}/hvem-ser-hva">${icon('eye')} ${t('participants.whoSees')}</a></p>`
        : nothing}
      ${this.group ? nothing : loading()}
      <ul class="plain people">${this.group?.items.map((person) => this.#person(person))}</ul>
      ${this.group?.ended.length ? this.#timeIsUp() : nothing}
    </section>`;
  }

  #add() {
    const { home } = currentPlan;
    if (this.group?.may.add) return html`<a class="btn btn-primary" href="${this.#path}/ny">${icon('person-plus')} ${t('participants.add')}</a>`;
    if (!this.group || !home?.myRights.administer) return nothing;
    const why = home.state === 'CLOSED' ? t('participants.notClosed') : t('participants.noConsent');
    return idleButton({ id: 'add', label: t('participants.add'), why, sign: 'person-plus' });
  }

  #timeIsUp() {
    return html`<section class="aside" aria-labelledby="ended-heading">
      <h2 id="ended-heading">${t('participants.ended')}</h2>
      <p>${t('participants.endedLead')}</p>
      <ul class="plain">${this.group.ended.map(({ participantId, name, endsOn }) => html`<li>
        <a class="way-on" href="${this.#path}/${participantId}">${name}</a> <span class="quiet">${t('participants.endedOn', { date: formatDate(endsOn) })}</span>
      </li>`)}</ul>
    </section>`;
  }

  #person(person) {
    const { participantId, responsibility, endsOn, substitute, mayReceiveMessages } = person;
    return html`<li class="panel person-panel">
      ${personBadge(person, currentPlan.home?.type)}
      ${responsibility ? html`<p class="person-does">${responsibility}</p>` : nothing}
      <p class="tags">
        ${substitute ? html`<span class="tag">${t('participants.substitute')}</span>` : nothing}
        ${endsOn ? html`<span class="tag">${t('participants.until', { date: formatDate(endsOn) })}</span>` : nothing}
        ${mayReceiveMessages ? nothing : html`<span class="tag">${t('participants.shut')}</span>`}
      </p>
      <a class="stretched" href="${this.#path}/${participantId}" aria-label="${t('participants.card')}: ${person.name}">${t('participants.card')}</a>
    </li>`;
  }
}

customElements.define('page-participants', ParticipantsPage);
