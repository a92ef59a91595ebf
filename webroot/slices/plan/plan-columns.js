import { html, nothing } from 'lit';
import { formatDate, formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { consentExpiry, isExpiring } from '../consent/consent-expiry.js';
import { icon } from '../../design/icon.js';
import { bornOrDue } from './plan-period.js';
import { endOf } from './plan-period-fields.js';
import { ownerName } from './owner-name.js';
import '../practice/texts.js';
import './texts.js';

/**
 * The columns of the plan list (LIST-2). Type and short name stand below the owner's name. A column that is empty in all rows
 * isn't shown, nor "administrer plan" to those who may not.
 *
 * @param {import('contract').PlanItem[]} plans
 * @returns {import('../../design/data-table.js').Column[]}
 */
export function planColumns(plans) {
  const field = (sort) => ({ label: t(`planList.column.${sort}`), sort });
  const column = (sort, cell, more = {}) => ({ ...field(sort), cell, ...more });
  const whenFilled = (sort, cell, more) => (plans.some((plan) => plan[sort]) ? [column(sort, cell, more)] : []);
  return [
    column('owner', owner, { heading: true, also: [field('type'), field('shortName')] }),
    column('birthDate', (plan) => (plan.owner ? bornOrDue(plan.owner) : ''), { fixed: true }),
    column('changed', (plan) => yesNo(plan.changed), { descendingFirst: true }),
    column('newMessage', newMessage, { descendingFirst: true, fixed: true }),
    column('consentDaysLeft', (plan) => consentExpiry(plan.consentDaysLeft)),
    column('startDate', (plan) => formatDate(plan.startDate), { fixed: true }),
    ...(plans.some((plan) => plan.endDate || plan.plannedEnd) ? [column('endDate', endOf)] : []),
    ...whenFilled('archivedAt', (plan) => formatStamp(plan.archivedAt)),
    ...(plans.some((plan) => plan.mayAdminister) ? [{ label: t('planList.column.administer'), cell: administer }] : []),
  ];
}

/**
 * What a phone shows below the owner's name and the type: what is new, a consent that soon expires, else the short name.
 *
 * @param {import('contract').PlanItem} plan
 */
export function planSummary(plan) {
  const facts = [
    plan.unread > 0 ? newMessage(plan) : null,
    plan.changed ? t('planList.changed') : null,
    isExpiring(plan.consentDaysLeft) ? consentExpiry(plan.consentDaysLeft, 'plan') : null,
    plan.consentDaysLeft === null && plan.mayOpen && plan.state === 'ACTIVE' ? consentExpiry(null) : null,
  ].filter(Boolean);
  return facts.length > 0 ? facts.map((fact) => html`<span>${fact}</span>`) : html`<bdi>${plan.shortName ?? ''}</bdi>`;
}

function owner(plan) {
  const name = html`<bdi>${ownerName(plan)}</bdi>`;
  return html`
    ${plan.mayOpen ? html`<a class="row-link stretched-link" href="/planer/${plan.id}">${name}</a>`
      : html`<span class="row-name">${name}</span>`}
    <span class="row-more"><span class="plan-type">${t(`planType.${plan.type}`)}</span>${plan.shortName
      ? html`<bdi class="plan-short-name">${plan.shortName}</bdi>` : nothing}</span>
    ${plan.practice ? html`<span class="tag">${icon('mortarboard-fill')} ${t('practice.tag')}</span>` : nothing}
    ${plan.state === 'CLOSED' ? html`<span class="tag">${icon('lock-fill')} ${t('planList.closedPlan')}</span>` : nothing}
  `;
}

function administer(plan) {
  if (!plan.mayAdminister) return t('app.no');
  const text = t('planList.administerOne', { name: ownerName(plan) });
  return html`<a class="row-action" href="/planer/${plan.id}/administrer" aria-label=${text}>${t('planList.administer')}</a>`;
}

function newMessage(plan) {
  if (!plan.newMessage) return t('app.no');
  const text = plan.unread > 0 ? t('planList.unread', { n: plan.unread }) : t('app.yes');
  return html`<span class="unread-label">${icon('envelope-fill')} ${text}</span>`;
}

function yesNo(value) {
  return value ? t('app.yes') : t('app.no');
}
