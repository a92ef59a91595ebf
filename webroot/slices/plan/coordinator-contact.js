import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { contactLinks } from '../person/contact-links.js';
import { personBadge } from '../person/person-badge.js';
import './texts.js';

/**
 * Who coordinates the plan, and how to reach them: by phone, e-mail, or a message. Nothing for the coordinator.
 *
 * @param {import('contract').PlanHome} home
 */
export function coordinatorContact({ id, type, state, coordinator, participants, myRights }) {
  const person = participants.find(({ participantId }) => participantId === coordinator?.participantId);
  if (!person || person.me) return nothing;
  const mayWrite = myRights.sendMessages && state === 'ACTIVE' && person.mayReceiveMessages;
  return html`<section class="panel box coordinator" aria-labelledby="coordinator-heading">
    <h2 id="coordinator-heading">${t(type === 'SL' ? 'coordinator.headingBaton' : 'coordinator.heading')}</h2>
    ${personBadge(person, type)}
    ${contactLinks(coordinator)}
    ${mayWrite ? html`<a class="button button-quiet" href="/planer/${id}/meldinger/ny?til=${person.participantId}">
      ${icon('pencil-square')} ${t('coordinator.write')}</a>` : nothing}
  </section>`;
}

/**
 * Whom to ask when a plan is shut: also on a fresh page, which hasn't seen the plan.
 *
 * @param {{closure: import('contract').PlanClosure|null, lastHome: import('contract').PlanHome|null}} plan as `currentPlan`
 */
export function shutPlanContact({ closure, lastHome }) {
  if (lastHome) return coordinatorContact(lastHome);
  if (!closure?.coordinator) return nothing;
  return html`<section class="panel box coordinator" aria-labelledby="coordinator-heading">
    <h2 id="coordinator-heading">${t('coordinator.headingShut')}</h2>
    <p><bdi>${closure.coordinator.name}</bdi></p>
    ${contactLinks(closure.coordinator)}
  </section>`;
}
