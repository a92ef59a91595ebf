import { html, nothing } from 'lit';
import { formatDate } from '../app/format.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import { errorOf } from './field.js';
import { icon } from './icon.js';

/**
 * All of it once more, each part with a way back to it.
 *
 * @param {import('../app/new-plan.js').NewPlan} plan
 */
export function summaryStep(plan) {
  const { content } = plan;
  const owner = content.register ? content.person : content.owner;
  return html`
    ${plan.second ? warning(plan) : html`<p>${t('newPlan.summaryLead')}</p>`}
    ${part(plan, 'owner', [
      ['name', `${owner?.firstName ?? ''} ${owner?.lastName ?? ''}`],
      ['born', formatDate(content.register ? content.person.birthDate : '')],
      ['isNew', content.register ? t('newPlan.registered') : ''],
    ])}
    ${part(plan, 'facts', [
      ['type', t(`planType.${content.type}`)],
      ['shortName', content.shortName],
      ['startDate', formatDate(content.startDate)],
      ['unit', plan.units.length > 1 ? plan.units.find(({ id }) => id === content.organisationId)?.name : ''],
      ['coordinator', coordinatorName(content), plan.coordinatorWord],
    ])}
    ${part(plan, 'consent', [
      ['capacity', [t(`newPlan.capacities.${content.consent.capacity}`), content.consent.capacity === 'OWNER' ? '' : content.consent.givenByName].filter(Boolean).join(': ')],
      ['valid', t('newPlan.fromUntil', { from: formatDate(content.consent.from), until: formatDate(content.consent.until) })],
      ['scope', content.consent.scope],
      ['differentiated', content.consent.differentiated ? t('newPlan.differentiated') : ''],
    ])}`;
}

function coordinatorName({ coordinator }) {
  const { firstName, lastName } = coordinator ?? session.me;
  return `${firstName} ${lastName}`;
}

function part(plan, step, rows) {
  return html`<section class="panel" aria-labelledby="part-${step}">
    <div class="heading-row">
      <h3 id="part-${step}">${t(`newPlan.parts.${step}`)}</h3>
      <button type="button" class="btn btn-outline-primary" aria-label=${t('newPlan.changePart', { part: t(`newPlan.parts.${step}`) })} @click=${() => plan.go(step)}>
        ${icon('pencil')} ${t('newPlan.change')}
      </button>
    </div>
    <dl class="facts">${rows.map(([key, value, label]) => (value ? html`<div><dt>${label ?? t(`newPlan.row.${key}`)}</dt><dd>${value}</dd></div>` : nothing))}</dl>
  </section>`;
}

function warning(plan) {
  const error = plan.errors.secondPlan;
  return html`<div role="alert" class="second-ip" tabindex="-1">
    <p class="banner">${icon('exclamation-triangle-fill')} <span>${t('newPlan.second')}</span></p>
    <label class="check">
      <input
        class="form-check-input" type="checkbox" .checked=${plan.content.secondPlan} aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? 'second-error' : nothing} @change=${(event) => plan.change({ secondPlan: event.target.checked })}
      >
      <span>${t('newPlan.secondYes')}</span>
    </label>
    ${errorOf({ name: 'second', error })}
  </div>`;
}
