import { html, nothing } from 'lit';
import { formatDate, formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { consentExpiry } from './consent-expiry.js';
import { icon } from '../../design/icon.js';
import './signed-consent.js';
import './texts.js';

/**
 * The details of a consent that the user may see: scope, period, who gave it.
 *
 * @param {import('contract').Consent} consent
 * @param {string} planId
 * @param {string} [paperUrl] of the signed document
 */
export function consentDetails(consent, planId, paperUrl) {
  const { scope, notCovered, from, until, daysLeft, givenBy, capacity, givenAt, registeredBy, reason, paper } = consent;
  return html`<p class="consent-scope">${scope}</p>
    <dl class="description-list consent-details">
      ${notCovered ? fact('notCovered', html`<span class="user-text" dir="auto">${notCovered}</span>`) : nothing}
      ${fact('period', html`${t('consentPage.fromUntil', { from: formatDate(from), until: formatDate(until) })}
        ${daysLeft === undefined ? nothing : html`<br>${consentExpiry(daysLeft, 'plan')}`}`)}
      ${givenBy ? fact('givenBy', t(`consentPage.as.${capacity}`, { name: givenBy })) : nothing}
      ${reason ? fact('reason', reason) : nothing} ${givenAt ? fact('givenAt', formatStamp(givenAt)) : nothing}
      ${registeredBy ? fact('registeredBy', registeredBy) : nothing}
      ${paper ? fact('paper', paperUrl
        ? html`<a class="link-with-icon" href=${paperUrl} download>${icon('file-earmark-pdf')} ${paper.name}</a>` : paper.name) : nothing}
      ${consent.signature ? fact('signed', html`<signed-consent .planId=${planId} .consent=${consent}></signed-consent>`) : nothing}
      ${consent.endReason ? fact('endedLabel',
        t(`consentPage.ended.${consent.endReason}`, { when: formatStamp(consent.endedAt), name: consent.endedBy ?? '' })) : nothing}
    </dl>`;
}

function fact(key, value) {
  return html`<div><dt>${t(`consentPage.${key}`)}</dt><dd>${value}</dd></div>`;
}
