import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * @param {import('contract').PlanRights['items']} participants
 * @returns {import('contract').PlanRights['items']} those whose consent doesn't follow the plan's
 */
export function withOwnPeriod(participants) {
  return participants.filter(({ endsOn, withdrawn }) => endsOn || withdrawn);
}

/**
 * The participants whose consent ends by itself or was withdrawn, each with a link to the card, where it is changed (PART-4).
 *
 * @param {import('contract').PlanRights['items']} participants
 * @param {string} planId
 */
export function ownPeriods(participants, planId) {
  const own = withOwnPeriod(participants);
  if (own.length === 0) return nothing;
  return html`<section class="panel" aria-labelledby="own-periods-heading">
    <h2 id="own-periods-heading">${t('consentPage.ownPeriods')}</h2>
    <p>${t('consentPage.ownPeriodsLead')}</p>
    <ul class="list-plain">${own.map((one) => html`<li>
      <a class="link-with-icon" href="/planer/${planId}/deltakere/${one.participantId}">${one.name}</a>
      <span class="muted">${periodText(one)}</span>
    </li>`)}</ul>
  </section>`;
}

/**
 * What a renewal leaves as it is, before it is given.
 *
 * @param {import('contract').PlanRights['items']} participants
 */
export function keptPeriods(participants) {
  const own = withOwnPeriod(participants);
  if (own.length === 0) return nothing;
  return html`<div class="banner banner-info">
    ${icon('info-circle')}
    <div>
      <p>${t('consentForm.kept')}</p>
      <ul>${own.map((one) => html`<li>${one.name}: ${periodText(one)}</li>`)}</ul>
    </div>
  </div>`;
}

function periodText({ endsOn, withdrawn }) {
  return withdrawn ? t('consentPage.ownWithdrawn') : t('consentPage.ownUntil', { date: formatDate(endsOn) });
}
