import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const WARNING_DAYS = 30;

/**
 * Days until the consent expires (LIST-2): in red, with an icon, in the last 30 days.
 *
 * @param {number|null|undefined} days left, negative when it has expired
 * @param {'list'|'plan'|'participant'} where where the text is shown
 */
export function consentExpiry(days, where = 'list') {
  if (days === null || days === undefined) return where === 'list' ? t('consent.none') : nothing;
  const text = t(`consent.${where}.${phrase(days)}`, { n: Math.abs(days) });
  if (days > WARNING_DAYS) return html`<span class="consent">${text}</span>`;
  return html`<span class="consent consent-expiring">${icon(days < 0 ? 'x-octagon-fill' : 'exclamation-triangle-fill')} ${text}</span>`;
}

/**
 * In the last 30 days and after: a link to the page where a consent is renewed.
 *
 * @param {number|null|undefined} days left, negative when it has expired
 * @param {string} planId
 */
export function consentWarning(days, planId) {
  if (!isExpiring(days)) return nothing;
  return html`<a class="standalone-link" href="/planer/${planId}/samtykke">${consentExpiry(days, 'plan')}</a>`;
}

/**
 * @param {number|null|undefined} days left
 * @returns {boolean} whether the consent expires within 30 days, or has expired
 */
export function isExpiring(days) {
  return days !== null && days !== undefined && days <= WARNING_DAYS;
}

function phrase(days) {
  if (days < 0) return 'expired';
  return days === 0 ? 'today' : 'left';
}
