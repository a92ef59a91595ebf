import { html } from 'lit';
import { t } from '../../core/i18n.js';
import { consentExpiry } from '../consent/consent-expiry.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from './plan.js';
import './texts.js';

const LINKS = [
  { key: 'participants', path: 'deltakere', iconName: 'people' },
  { key: 'consent', path: 'samtykke', iconName: 'calendar-check' },
  { key: 'log', path: 'logg', iconName: 'clock-history', only: () => currentPlan.home?.myRights.seeLog },
  { key: 'archive', path: 'arkiv', iconName: 'archive', only: () => currentPlan.home?.myRights.archive },
];

/**
 * Links from the administration page to related pages.
 *
 * @param {import('contract').PlanAdministration} plan
 */
export function planLinks({ id, consent }) {
  return html`<nav class="panel" aria-label=${t('administer.more')}>
    <h2>${t('administer.more')}</h2>
    <ul class="list-plain plan-links">${LINKS.filter(({ only }) => only?.() ?? true).map(({ key, path, iconName }) => html`<li>
      <span class="plan-link">${icon(iconName)} <a href="/planer/${id}/${path}">${t(`administer.link.${key}`)}</a></span>
      ${key === 'consent' ? html`<span>${consent ? consentExpiry(consent.daysLeft, 'plan') : t('administer.noConsent')}</span>`
        : html`<span class="muted">${t(`administer.linkHint.${key}`)}</span>`}
    </li>`)}</ul>
  </nav>`;
}
