import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { errorOf } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { addressOf } from './create-plan-form.js';
import { basisSummary, periodInput } from './plan-period.js';
import './texts.js';

/**
 * Wizard step: summary, with a button to change each part.
 *
 * @param {import('./create-plan-controller.js').CreatePlanController} plan
 */
export function summaryStep(plan) {
  const content = plan.values;
  const owner = content.register ? content.person : content.owner;
  return html`
    ${plan.needsSecondPlanConfirmation ? warning(plan) : html`<p>${t('createPlan.summaryLead')}</p>`}
    ${part('owner', [
      ['name', `${owner?.firstName ?? ''} ${owner?.lastName ?? ''}`],
      ...birth(content),
      ['isNew', content.register ? t('createPlan.registered') : ''],
    ])}
    ${part('details', [
      ['type', t(`planType.${content.type}`)],
      ['shortName', content.shortName],
      ['startDate', formatDate(content.startDate)],
      ['plannedEnd', formatDate(content.plannedEnd)],
      ['legalBasis', basisSummary(periodInput(content).legalBasis)],
      ['unit', plan.units.length > 1 ? plan.units.find(({ id }) => id === content.organisationId)?.name : ''],
      ['template', plan.template?.name],
      ['coordinator', coordinatorName(content), plan.coordinatorTitle],
    ])}
    ${part('consent', [
      ['capacity', capacityText(content.consent)],
      ['valid', t('createPlan.fromUntil', { from: formatDate(content.consent.from), until: formatDate(content.consent.until) })],
      ['scope', content.consent.scope],
      ['notCovered', content.consent.notCovered],
      ['differentiated', content.consent.differentiated ? t('createPlan.differentiated') : ''],
    ])}`;
}

// The birth date of an existing person isn't known here.
function birth({ register, person }) {
  if (!register) return [];
  return [person.unborn ? ['due', formatDate(person.dueDate)] : ['born', formatDate(person.birthDate)]];
}

function capacityText({ capacity, givenByName }) {
  const text = t(`createPlan.capacities.${capacity}`);
  return capacity !== 'OWNER' && givenByName ? `${text}: ${givenByName}` : text;
}

function coordinatorName({ coordinator }) {
  const { firstName, lastName } = coordinator ?? session.me;
  return `${firstName} ${lastName}`;
}

function part(step, rows) {
  return html`<section class="panel" aria-labelledby="part-${step}">
    <div class="heading-row">
      <h3 id="part-${step}">${t(`createPlan.parts.${step}`)}</h3>
      <a class="button button-quiet" href=${addressOf(step)}
        aria-label=${t('createPlan.changePart', { part: t(`createPlan.parts.${step}`) })}>
        ${icon('pencil')} ${t('createPlan.change')}
      </a>
    </div>
    <dl class="description-list">${rows.map(([key, value, label]) =>
      (value ? html`<div><dt>${label ?? t(`createPlan.row.${key}`)}</dt><dd>${value}</dd></div>` : nothing))}</dl>
  </section>`;
}

function warning(plan) {
  const error = plan.form.errorOf('secondPlan');
  return html`<div role="alert" class="second-plan-warning" tabindex="-1">
    <p class="banner">${icon('exclamation-triangle-fill')} <span>${t('createPlan.second')}</span></p>
    <label class="check">
      <input
        class="choice" type="checkbox" name="secondPlan" .checked=${plan.values.secondPlan} aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? 'second-error' : nothing} @change=${(event) => plan.change({ secondPlan: event.target.checked })}
      >
      <span>${t('createPlan.secondYes')}</span>
    </label>
    ${errorOf({ name: 'second', error })}
  </div>`;
}
