import { html, nothing } from 'lit';
import { locale, t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { consentDifferences, isDifferent } from './consent-differences.js';
import './texts.js';

/**
 * A warning where what the owner has said that a participant may know differs from what they can open (PART-4, PART-6).
 *
 * @param {{role: string, consentScope?: string|null, rights: import('contract').Rights}} participant
 */
export function consentWarning(participant) {
  const differences = consentDifferences(participant);
  if (!isDifferent(differences)) return nothing;
  const { closed, forbidden, unnamed } = differences;
  return html`<div class="consent-warning">
    ${icon('exclamation-triangle-fill')}
    <div>
      ${line(participant.consentScope ? 'closed' : 'closedOfAll', closed)} ${line('forbidden', forbidden)} ${line('unnamed', unnamed)}
    </div>
  </div>`;
}

function line(key, areas) {
  if (areas.length === 0) return nothing;
  const names = new Intl.ListFormat(locale()).format(areas.map((area) => t(`area.${area}`)));
  return html`<p>${t(`consentWarning.${key}`, { areas: names })}</p>`;
}
