import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { formatDate } from '../../core/format.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { disabledButton } from '../../design/disabled-button.js';
import { loading } from '../../design/loading.js';
import { consentExpiry } from '../consent/consent-expiry.js';
import { personBadge } from '../person/person-badge.js';
import '../../core/problem-page.js';
import './accounts-overview.js';
import './texts.js';

/** The participants of a plan (PART-1). */
class ParticipantsPage extends Page {
  #resource = new PlanResource(this, { path: () => 'participants' });

  /** @returns {import('contract').ParticipantList|null} */
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
        ? html`<p><a class="link-with-icon"
          href="/planer/${this.params.planId}/hvem-ser-hva">${icon('eye')} ${t('participants.whoSees')}</a></p>`
        : nothing}
      ${this.#findLink()}
      ${this.group ? nothing : loading()}
      <ul class="list-plain people">${this.group?.items.map((person) => this.#person(person))}</ul>
      ${this.group?.ended.length ? this.#endedParticipants() : nothing}
      ${currentPlan.home?.myRights.administer && !currentPlan.home.practiceUntil
        ? html`<accounts-overview .planId=${this.params.planId}></accounts-overview>` : nothing}
    </section>`;
  }

  /** The register; there is nothing to find in it for a practice plan (PLAN-10). */
  #findLink() {
    if (!session.me?.permissions.includes('SEARCH_PERSONS') || currentPlan.home?.practiceUntil) return nothing;
    return html`<p><a class="link-with-icon" href="${this.#path}/finn">${icon('search')} ${t('participants.findPerson')}</a></p>`;
  }

  #add() {
    const { home } = currentPlan;
    if (this.group?.may.add) return html`<a class="button button-primary"
      href="${this.#path}/ny">${icon('person-plus')} ${t('participants.add')}</a>`;
    if (!this.group || !home?.myRights.administer) return nothing;
    const reason = home.state === 'CLOSED' ? t('participants.notClosed') : t('participants.noConsent');
    return disabledButton({ id: 'add', label: t('participants.add'), reason, iconName: 'person-plus' });
  }

  #endedParticipants() {
    return html`<section class="aside" aria-labelledby="ended-heading">
      <h2 id="ended-heading">${t('participants.ended')}</h2>
      <p>${t('participants.endedLead')}</p>
      <ul class="list-plain">${this.group.ended.map(({ participantId, name, endsOn, withdrawn }) => html`<li>
        <a class="link-with-icon" href="${this.#path}/${participantId}">${name}</a> <span
          class="muted">${t(`participants.${withdrawn ? 'withdrawnOn' : 'endedOn'}`, { date: formatDate(endsOn) })}</span>
      </li>`)}</ul>
    </section>`;
  }

  #tags({ endsOn, substitute, mayReceiveMessages }) {
    if (!endsOn && !substitute && mayReceiveMessages) return nothing;
    return html`<p class="tags">
      ${substitute ? html`<span class="tag">${t('participants.substitute')}</span>` : nothing}
      ${endsOn ? html`<span class="tag">${t('participants.until', { date: formatDate(endsOn) })}</span>` : nothing}
      ${mayReceiveMessages ? nothing : html`<span class="tag">${t('participants.shut')}</span>`}
    </p>`;
  }

  #person(person) {
    const { participantId, responsibility, consent } = person;
    return html`<li class="panel person-panel">
      ${personBadge(person, currentPlan.home?.type)}
      ${responsibility ? html`<p class="person-responsibility">${responsibility}</p>` : nothing}
      ${consent ? html`<p class="person-consent">${consentExpiry(consent.daysLeft, 'participant')}</p>` : nothing}
      ${this.#tags(person)}
      <a class="stretched-card-link" href="${this.#path}/${participantId}"
        aria-label="${t('participants.card')}: ${person.name}">${t('participants.card')}</a>
    </li>`;
  }
}

customElements.define('page-participants', ParticipantsPage);
