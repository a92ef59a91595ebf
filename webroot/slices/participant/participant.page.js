import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { addressBlockMark } from '../person/address-block.js';
import { avatar } from '../person/avatar.js';
import { contactButtons } from '../person/contact.js';
import { roleName } from '../person/person-badge.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { accountPart, contactPart, notificationsPart, personPart, responsibilityPart, rightsPart,
  servicePart } from './participant-card.js';
import './guardian-confirmation.js';
import './participant-removal.js';
import './withheld-log.js';
import '../../core/problem-page.js';
import './texts.js';

/** A participant's card, to be read: how to reach them, person, contact, responsibility, consent and rights (PART-3). */
class ParticipantPage extends Page {
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}` });

  /** @returns {import('contract').ParticipantCard|null} */
  get card() {
    return this.#resource.value;
  }

  get #group() {
    return `/planer/${this.params.planId}/deltakere`;
  }

  get #path() {
    return `/plans/${this.params.planId}/participants/${this.params.participantId}`;
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.card) return loading();
    const { card } = this;
    const address = `${this.#group}/${this.params.participantId}`;
    return html`<section class="page">
      <p><a class="back" href=${this.#group}>${icon('arrow-left')} ${t('participant.back')}</a></p>
      ${this.#head()} ${this.#reach()}
      <guardian-confirmation .path=${this.#path} .card=${card} @changed=${() => this.#resource.refresh()}></guardian-confirmation>
      <withheld-log .path=${this.#path} .card=${card} @changed=${() => this.#resource.refresh()}></withheld-log>
      <div class="card-columns">
        <div>
          ${servicePart(card, address)} ${responsibilityPart(card, address)} ${personPart(card, address)} ${contactPart(card, address)}
        </div>
        <div>
          ${card.may.addressBlock ? html`<address-block .person=${card.person}
            @card=${() => this.#resource.refresh()}></address-block>` : nothing}
          ${rightsPart(card, address, { planType: currentPlan.home?.type, path: this.#path, onWithdrawn: this.#resource.refresh })}
          ${notificationsPart(card, address)} ${accountPart(card, address)}
        </div>
      </div>
      <participant-removal
        .path=${this.#path} .card=${card} .group=${this.#group}
      ></participant-removal>
    </section>`;
  }

  #head() {
    const { person, role, me, since } = this.card;
    const name = `${person.firstName} ${person.lastName}`;
    return html`<div class="card-head">
      ${avatar({ ...person, name }, { large: true })}
      <div>
        <h1>${name}${me ? html` <span class="person-me">(${t('role.me')})</span>` : nothing}</h1>
        <p class="person-role">${roleName(role, currentPlan.home?.type)}. ${t('participant.since', { date: formatDate(since) })}</p>
        ${person.addressBlock ? html`<p>${addressBlockMark(person)}</p>` : nothing}
      </div>
    </div>`;
  }

  #reach() {
    const { person, me, open } = this.card;
    if (me) return nothing;
    const mayWrite = open && currentPlan.home?.state !== 'CLOSED';
    return html`<div class="actions card-reach">
      ${contactButtons(person)}
      ${mayWrite ? html`<a class="button button-quiet" href="/planer/${this.params.planId}/meldinger/ny?til=${this.params.participantId}">
        ${icon('pencil-square')} ${t('participant.write')}</a>` : nothing}
    </div>`;
  }
}

customElements.define('page-participant', ParticipantPage);
