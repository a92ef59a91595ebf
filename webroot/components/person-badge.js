import { html, nothing } from 'lit';
import { t } from '../app/i18n.js';
import { personFace } from './person-face.js';

/**
 * What a role is called; the one who runs a stafettlogg is called stafettholder.
 *
 * @param {string} role
 * @param {string} planType
 * @returns {string}
 */
export function roleName(role, planType) {
  return role === 'COORDINATOR' && planType === 'SL' ? t('role.BATON_HOLDER') : t(`role.${role}`);
}

/**
 * A person in a plan, with the picture or the initials.
 *
 * @param {any} participant
 * @param {string} planType
 */
export function personBadge(participant, planType) {
  const work = [participant.jobTitle, participant.workplace].filter(Boolean).join(', ');
  return html`<div class="person">
    ${personFace(participant)}
    <div>
      <p class="person-name">${participant.name}${participant.me ? html` <span class="person-me">(${t('role.me')})</span>` : nothing}</p>
      <p class="person-role">${roleName(participant.role, planType)}</p>
      ${work ? html`<p class="person-work">${work}</p>` : nothing}
    </div>
  </div>`;
}
