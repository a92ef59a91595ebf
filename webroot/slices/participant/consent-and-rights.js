import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { roleName } from '../person/person-badge.js';
import { consentWarning } from './consent-warning.js';
import { rightsSummary } from './rights-summary.js';
import './texts.js';

/**
 * Each participant with what the owner has said that they may know beside what they can open, and a warning where the two differ
 * (PART-4, PART-6).
 *
 * @param {import('contract').PlanRights['items']} participants
 * @param {{planId: string, planType: string|undefined}} plan
 */
export function consentAndRights(participants, { planId, planType }) {
  return html`<ul class="list-plain consent-and-rights">
      ${participants.map((participant) => person(participant, planType))}
    </ul>
    <p><a class="link-with-icon" href="/planer/${planId}/hvem-ser-hva">${icon('sliders')} ${t('consentAndRights.change')}</a></p>`;
}

function person(participant, planType) {
  const { name, me, role, consentScope, rights } = participant;
  const isOwner = role === 'OWNER';
  return html`<li>
    <h3>${name}${me ? html` <span class="person-me">(${t('role.me')})</span>` : nothing}
      <span class="muted">${roleName(role, planType)}</span></h3>
    <div class="side-by-side">
      <div>
        <h4>${t('consentAndRights.mayKnow')}</h4>
        <p class="user-text">${isOwner ? t('consentAndRights.owner') : consentScope || t('consentAndRights.all')}</p>
      </div>
      <div>
        <h4>${t('consentAndRights.canOpen')}</h4>
        ${isOwner ? html`<p>${t('consentAndRights.owner')}</p>` : rightsSummary(rights)}
      </div>
    </div>
    ${consentWarning(participant)}
  </li>`;
}
