import { html } from 'lit';
import { Page } from '../../core/element.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { loading } from '../../design/loading.js';
import { PlanResource } from '../plan/plan-resource.js';
import { cardAddress, cardTop } from './card-address.js';
import './notification-settings.js';
import '../../core/problem-page.js';
import './texts.js';

/** What a participant is notified of in the plan, and how (NOTIF-1). */
class ParticipantNotificationsPage extends Page {
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, onLoad: (card) => this.#onLoad(card) });

  #onLoad(card) {
    if (card.notifications) this.#resource.value = card;
    else router.go(cardAddress(this.params), { replace: true });
  }

  render() {
    const { failure, retry, value: card } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!card) return loading();
    const { planId, participantId } = this.params;
    return html`<section class="page page-reading">
      ${cardTop(this.params)}
      <h1>${t('notifications.heading')}</h1>
      <p class="lead">${card.person.firstName} ${card.person.lastName}</p>
      <notification-settings
        .path=${`/plans/${planId}/participants/${participantId}`} .chosen=${card.notifications} .person=${card.person} .own=${card.me}
      ></notification-settings>
    </section>`;
  }
}

customElements.define('page-participant-notifications', ParticipantNotificationsPage);
