import { html, nothing } from 'lit';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

const SOON = 30;

/**
 * How long the consent lasts (LIST-2): red in its last 30 days, and never by colour alone.
 *
 * @param {number|null|undefined} days left, negative when it has expired
 * @param {'list'|'plan'} where the words depend on what stands before them
 */
export function consentLeft(days, where = 'list') {
  if (days === null || days === undefined) return where === 'list' ? t('consent.none') : nothing;
  const words = t(`consent.${where}.${phrase(days)}`, { n: Math.abs(days) });
  if (days > SOON) return html`<span class="consent">${words}</span>`;
  return html`<span class="consent consent-red">${icon(days < 0 ? 'x-octagon-fill' : 'exclamation-triangle-fill')} ${words}</span>`;
}

function phrase(days) {
  if (days < 0) return 'expired';
  return days === 0 ? 'today' : 'left';
}
