import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDate } from '../../core/format.js';
import { changesBetween, changeText, isWithin, limitedIn } from './rights.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { roleName } from '../person/person-badge.js';
import { deviationMark } from './deviation.js';
import { consentWarning } from './consent-warning.js';
import './texts.js';

/** @typedef {import('contract').PlanRights['items'][number]} ParticipantRights */

/**
 * Who a participant is in the plan, and what the owner has said that they may know, with a warning where it isn't what they can
 * open.
 *
 * @param {ParticipantRights} row
 * @param {{planId: string, planType: string}} plan
 */
export function participantFacts(row, { planId, planType }) {
  const { participantId, name, me, role, endsOn, withdrawn, open, consentScope } = row;
  return html`<div class="rights-facts">
    <p class="rights-name"><a href="/planer/${planId}/deltakere/${participantId}">${name}</a>${me
      ? html` <span class="person-me">(${t('role.me')})</span>` : nothing}</p>
    <p class="person-role">${roleName(role, planType)}${endsOn ? html`, ${t('participants.until', { date: formatDate(endsOn) })}`
      : nothing}</p>
    ${open ? nothing : html`<p class="shut">${icon('lock-fill')} ${t(`accessMatrix.${withdrawn ? 'withdrawn' : 'shut'}`)}</p>`}
    ${leads(row)}
    ${role === 'OWNER' ? nothing : html`<p class="rights-scope"><strong>${t('accessMatrix.mayKnow')}</strong>
      ${consentScope ? html`<q>${consentScope}</q>` : t('accessMatrix.mayKnowAll')}</p>`}
    ${deviationMark(row)} ${consentWarning(row)}
  </div>`;
}

function leads({ role, decides, substitute }) {
  const coordinates = role === 'COORDINATOR' || substitute;
  return html`${coordinates ? html`<p class="muted">${t(substitute ? 'accessMatrix.standsIn' : 'accessMatrix.runs')}</p>` : nothing}
    ${decides ? html`<p class="muted">${t(role === 'OWNER' ? 'accessMatrix.owner' : 'accessMatrix.guardian')}</p>` : nothing}`;
}

/**
 * The rest of a participant's rights, folded away: print and cards, and what differs from the role's standard.
 *
 * @param {ParticipantRights} row
 * @param {object} options
 * @param {string} options.planId
 * @param {string} options.planType
 * @param {import('contract').Rights} options.standard
 * @param {boolean} options.isOpen whether it is unfolded
 * @param {(isOpen: boolean) => void} options.onToggle
 * @param {(changes: import('./rights.js').RightsChange[]) => void} options.onChange
 */
export function participantMore(row, { planId, planType, standard, isOpen, onToggle, onChange }) {
  const { participantId, name, role, rights, maxRights } = row;
  if (role === 'OWNER') return nothing;
  return html`<details class="rights-more" ?open=${isOpen} @toggle=${(event) => onToggle(event.target.open)}>
    <summary>${t('accessMatrix.more', { name })}</summary>
    <div class="rights-more-content">
      ${flag('print', row, onChange)} ${flag('editPerson', row, onChange)}
      ${fromStandard({ role: roleName(role, planType).toLowerCase(), rights, standard, maxRights }, onChange)}
      ${maxRights ? html`${limitNote(row)} <p><a class="link-with-icon"
        href="/planer/${planId}/deltakere/${participantId}/rettigheter">${icon('sliders')} ${t('accessMatrix.toDetails')}</a></p>`
        : nothing}
    </div>
  </details>`;
}

/**
 * @param {'print'|'editPerson'} name
 * @param {ParticipantRights} row
 * @param {(changes: import('./rights.js').RightsChange[]) => void} onChange
 */
function flag(name, { rights, maxRights }, onChange) {
  if (!maxRights) return html`<p>${t(`rights.${name}`)}: ${t(rights[name] ? 'app.yes' : 'app.no')}</p>`;
  return html`<label class="check">
    <input class="choice" type="checkbox" .checked=${live(Boolean(rights[name]))} ?disabled=${!rights[name] && !maxRights[name]}
      @change=${(event) => onChange([{ flag: name, to: event.target.checked }])}>
    <span>${t(`rights.${name}`)}</span>
  </label>`;
}

function fromStandard({ role, rights, standard, maxRights }, onChange) {
  const changes = standard ? changesBetween(rights, standard) : [];
  if (changes.length === 0) return html`<p class="muted">${t('accessMatrix.isStandard', { role })}</p>`;
  const mayReset = maxRights && changes.every((change) => isWithin(maxRights, change));
  return html`<p>${t('accessMatrix.standardDiffers', { role })}</p>
    <ul>${changes.map((change) => html`<li>${changeText(change)}</li>`)}</ul>
    ${mayReset ? html`<p><button type="button" class="button button-quiet" @click=${() => onChange(changes)}>
      ${icon('arrow-counterclockwise')} ${t('accessMatrix.toStandard', { role })}</button></p>` : nothing}`;
}

/** @param {ParticipantRights} row */
function limitNote({ me, maxRights }) {
  const areas = limitedIn(maxRights);
  return !me && areas ? html`<p class="muted">${icon('lock')} ${t('rights.limitNote', { areas })}</p>` : nothing;
}
