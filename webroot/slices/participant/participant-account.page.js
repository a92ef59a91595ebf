import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { PlanResource } from '../plan/plan-resource.js';
import { cardAddress, cardTop } from './card-address.js';
import './account-help.js';
import './participant-account.js';
import './stop-phone.js';
import '../../core/problem-page.js';
import './texts.js';

/**
 * A participant's account: created, changed, and why the person may not get in (PERSON-1, PERSON-8, PERSON-12, LOGIN-4); with
 * `?ny=ja` the step after somebody was added to the plan.
 */
class ParticipantAccountPage extends Page {
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, onLoad: (card) => this.#onLoad(card) });

  #account = new PlanResource(this, { path: () => `participants/${this.params.participantId}/account` });

  #onLoad(card) {
    if (card.account || card.may.account) this.#resource.value = card;
    else router.go(cardAddress(this.params), { replace: true });
  }

  get blocksUnload() {
    return this.child('participant-account')?.blocksUnload ?? false;
  }

  get #isNew() {
    return this.query.get('ny') === 'ja';
  }

  /** The card, with the account as it is known to who may manage it. */
  get #card() {
    const card = this.#resource.value;
    const account = this.#account.value;
    if (!card || !account) return null;
    return account.username ? { ...card, account } : card;
  }

  #refresh = () => {
    void this.#resource.refresh();
    void this.#account.refresh();
  };

  render() {
    const failed = [this.#resource, this.#account].find(({ failure }) => failure);
    if (failed) return html`<problem-page .problem=${failed.failure} @retry=${failed.retry}></problem-page>`;
    const card = this.#card;
    if (!card) return loading();
    const name = `${card.person.firstName} ${card.person.lastName}`;
    const isNext = this.#isNew && !card.account;
    return html`<section class="page page-reading">
      ${cardTop(this.params)}
      <h1>${t(isNext ? 'participantAccount.next' : 'participantAccount.heading')}</h1>
      ${isNext ? html`<p class="banner">${icon('info-circle')} <span>${t('participantAccount.added', { name })}</span></p>`
        : html`<p class="lead">${name}</p>`}
      ${this.#parts(card)}
      ${isNext ? html`<p><a class="standalone-link" href=${cardAddress(this.params)}>${t('participantAccount.later')}</a></p>` : nothing}
    </section>`;
  }

  #parts(card) {
    const { planId, participantId } = this.params;
    const path = `/plans/${planId}/participants/${participantId}`;
    const { may, version } = this.#account.value;
    return html`<account-help .path=${path} .personId=${card.person.personId} .account=${this.#account.value} @changed=${this.#refresh}>
      </account-help>
      <participant-account .path=${path} .card=${card} @changed=${this.#refresh} @done=${() => this.#done()}></participant-account>
      ${card.account && may.stopPhone ? html`<stop-phone .path=${path} .mobile=${card.person.mobile} .version=${version} ?own=${card.me}
        .mayDirect=${may.newPhone} @changed=${this.#refresh}></stop-phone>` : nothing}`;
  }

  #done() {
    if (this.#isNew) router.go(cardAddress(this.params), { replace: true });
  }
}

customElements.define('page-participant-account', ParticipantAccountPage);
