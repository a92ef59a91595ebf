import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { coalesced } from '../app/coalesce.js';
import { formatDate } from '../app/format.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { currentPlan } from '../app/plan.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { idleButton } from '../components/idle-button.js';
import { loading } from '../components/loading.js';
import { personBadge } from '../components/person-badge.js';

/** The plan group (PART-1). */
class ParticipantsPage extends Page {
  static properties = { group: { state: true }, problem: { state: true } };

  #refresh = coalesced(() => this.#load(true));

  constructor() {
    super();
    this.group = null;
    this.problem = '';
    new Listen(this, live, {
      changed: ({ detail }) => detail.planId === this.params.planId && this.#refresh(),
      resync: () => this.#refresh(),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load(false);
  }

  async #load(background) {
    try {
      this.group = await api.get(`/plans/${this.params.planId}/participants`, { background });
      this.problem = '';
    } catch (problem) {
      if (!background) this.problem = explain(problem);
    }
  }

  get #path() {
    return `/planer/${this.params.planId}/deltakere`;
  }

  render() {
    return html`<section class="page">
      <div class="heading-row">
        <h1>${t('participants.heading')}</h1>
        ${this.#add()}
      </div>
      <p class="lead">${t('participants.lead')}</p>
      ${this.group?.may.seeRights
        ? html`<p><a class="way-on" href="/planer/${this.params.planId}/hvem-ser-hva">${icon('eye')} ${t('participants.whoSees')}</a></p>`
        : nothing}
      ${formError(this.problem)} ${this.group === null && !this.problem ? loading() : nothing}
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
