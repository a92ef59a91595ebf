import { html } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { deviationText } from '../participant/deviation.js';
import { roleName } from '../person/person-badge.js';
import './texts.js';

/**
 * The participants whose rights aren't the same as for all, listed by themselves, each with the reason (PART-2, PART-4).
 *
 * @param {import('contract').ConsentPage['participants']} participants
 * @param {string|undefined} planType
 */
export function consentDeviations(participants, planType) {
  const deviating = participants.filter(({ deviation }) => deviation);
  return html`<section class="panel" aria-labelledby="deviations-heading">
    <h2 id="deviations-heading">${t('consentDeviations.heading')}</h2>
    ${deviating.length === 0 ? html`<p>${icon('check-circle')} ${t('consentDeviations.none')}</p>`
      : html`<p>${t('consentDeviations.lead')}</p>
        <ul class="list-plain share-list">${deviating.map((participant) => person(participant, planType))}</ul>`}
  </section>`;
}

function person({ name, role, deviation }, planType) {
  return html`<li>
    <p class="share-who"><strong>${name}</strong>
      <span class="muted">${roleName(role, planType)}</span></p>
    ${deviationText(deviation).map((line) => html`<p>${line}</p>`)}
    ${deviation.reason ? html`<p class="share-what"><strong>${t('deviation.reason')}:</strong> ${deviation.reason}</p>`
      : html`<p class="muted">${t('deviation.noReason')}</p>`}
  </li>`;
}
