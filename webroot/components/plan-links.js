import { html } from 'lit';
import { t } from '../app/i18n.js';
import { consentLeft } from './consent-left.js';
import { icon } from './icon.js';

const PLACES = [
  { key: 'participants', path: 'deltakere', sign: 'people' },
  { key: 'consent', path: 'samtykke', sign: 'calendar-check' },
  { key: 'log', path: 'logg', sign: 'clock-history' },
];

/**
 * From running a plan to what belongs to it elsewhere.
 *
 * @param {any} plan
 */
export function planLinks({ id, consent }) {
  return html`<nav class="panel" aria-label=${t('administer.more')}>
    <h2>${t('administer.more')}</h2>
    <ul class="plain place-links">${PLACES.map(({ key, path, sign }) => html`<li>
      <span class="place">${icon(sign)} <a href="/planer/${id}/${path}">${t(`administer.link.${key}`)}</a></span>
      ${key === 'consent' ? html`<span>${consent ? consentLeft(consent.daysLeft, 'plan') : t('administer.noConsent')}</span>` : html`<span class="quiet">${t(`administer.linkHint.${key}`)}</span>`}
    </li>`)}</ul>
  </nav>`;
}
