import { html, nothing } from 'lit';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * The messages whose senders wait for the user's answer (MSG-8).
 *
 * @param {import('contract').PlanHome} home of the plan
 */
export function waitingAnswers({ id, waiting }) {
  if (waiting.length === 0) return nothing;
  return html`<section class="panel" aria-labelledby="waiting-heading">
    <h2 id="waiting-heading">${icon('hourglass-split')} ${t('waitingAnswers.heading')}</h2>
    <ul class="list-plain home-messages">${waiting.map((message) => html`<li>
      <a href="/planer/${id}/meldinger/${message.id}?svar=ja">
        <span class="home-subject"><bdi>${message.subject}</bdi></span>
        <span class="muted">${t('waitingAnswers.askedBy', { name: message.from.name, when: formatMoment(message.sentAt) })}</span>
      </a></li>`)}</ul>
  </section>`;
}
