import { html, nothing } from 'lit';
import { formatDate, formatStamp } from '../app/format.js';
import { t } from '../app/i18n.js';
import { consentLeft } from './consent-left.js';
import { icon } from './icon.js';

/**
 * The columns of the plan list (LIST-2).
 *
 * @param {any[]} plans "administrer plan" is only there for one who may administer some of them
 * @returns {import('./data-table.js').Column[]}
 */
export function planColumns(plans) {
  const column = (sort, cell, more = {}) => ({ label: t(`plans.column.${sort}`), sort, cell, ...more });
  const columns = [
    column('owner', owner, { heading: true }),
    column('shortName', (plan) => plan.shortName ?? ''),
    column('type', (plan) => t(`planType.${plan.type}`)),
    column('birthDate', (plan) => formatDate(plan.owner.birthDate)),
    column('changed', (plan) => yesNo(plan.changed), { descendingFirst: true }),
    column('newMessage', newMessage, { descendingFirst: true }),
    column('consentDaysLeft', (plan) => consentLeft(plan.consentDaysLeft)),
    column('startDate', (plan) => formatDate(plan.startDate)),
    column('endDate', (plan) => formatDate(plan.endDate)),
    column('archivedAt', (plan) => formatStamp(plan.archivedAt)),
  ];
  if (!plans.some((plan) => plan.mayAdminister)) return columns;
  return [...columns, { label: t('plans.column.administer'), cell: administer }];
}

function owner(plan) {
  const name = `${plan.owner.firstName} ${plan.owner.lastName}`;
  return html`
    ${plan.mayOpen ? html`<a class="row-link" href="/planer/${plan.id}">${name}</a>` : html`<span class="row-name">${name}</span>`}
    ${plan.state === 'CLOSED' ? html`<span class="tag">${icon('lock-fill')} ${t('plans.closedPlan')}</span>` : nothing}
    ${plan.mayOpen ? nothing : html`<span class="why-not">${t('plans.mayNotOpen')}</span>`}
  `;
}

function administer({ id, mayAdminister, owner: { firstName, lastName } }) {
  if (!mayAdminister) return t('frame.no');
  const words = t('plans.administerOne', { name: `${firstName} ${lastName}` });
  return html`<a class="cell-link" href="/planer/${id}/administrer" aria-label=${words}>${t('plans.administer')}</a>`;
}

function newMessage(plan) {
  if (!plan.newMessage) return t('frame.no');
  const words = plan.unread > 0 ? t('plans.unread', { n: plan.unread }) : t('frame.yes');
  return html`<span class="unread-words">${icon('envelope-fill')} ${words}</span>`;
}

function yesNo(value) {
  return value ? t('frame.yes') : t('frame.no');
}
