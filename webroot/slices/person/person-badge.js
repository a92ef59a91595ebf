import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { avatar } from './avatar.js';

/**
 * The name of a role; the coordinator of a stafettlogg is called stafettholder.
 *
 * @param {string} role
 * @param {string} planType
 * @returns {string}
 */
export function roleName(role, planType) {
  return role === 'COORDINATOR' && planType === 'SL' ? t('role.BATON_HOLDER') : t(`role.${role}`);
}

/**
 * @param {{name: string, organisation?: string|null}} service that a participant stands for (PART-9)
 * @returns {string}
 */
export function serviceName({ name, organisation }) {
  return [name, organisation].filter(Boolean).join(', ');
}

/**
 * A participant: avatar, name, role, service and workplace.
 *
 * @param {any} participant
 * @param {string} planType
 */
export function personBadge(participant, planType) {
  const work = [participant.jobTitle, participant.workplace].filter(Boolean).join(', ');
  const { service } = participant;
  return html`<div class="person">
    ${avatar(participant)}
    <div>
      <p class="person-name">${participant.name}${participant.me ? html` <span class="person-me">(${t('role.me')})</span>` : nothing}</p>
      <p class="person-role">${roleName(participant.role, planType)}${service ? `: ${serviceName(service)}` : nothing}</p>
      ${work ? html`<p class="person-work">${work}</p>` : nothing}
    </div>
  </div>`;
}
