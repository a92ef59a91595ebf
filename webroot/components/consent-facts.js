import { html, nothing } from 'lit';
import { formatDate, formatStamp } from '../app/format.js';
import { t } from '../app/i18n.js';
import { consentLeft } from './consent-left.js';
import { icon } from './icon.js';

/**
 * A consent in plain words: what it covers, until when, and who gave it, as far as the reader may see.
 *
 * @param {any} consent
 * @param {string} [paperUrl] where the signed paper is
 */
export function consentFacts(consent, paperUrl) {
  const { scope, from, until, daysLeft, givenBy, capacity, givenAt, registeredBy, reason, paper } = consent;
  return html`<p class="consent-scope">${scope}</p>
    <dl class="facts consent-facts">
      ${fact('period', html`${t('consentPage.fromUntil', { from: formatDate(from), until: formatDate(until) })} ${daysLeft === undefined ? nothing : html`<br>${consentLeft(daysLeft, 'plan')}`}`)}
      ${givenBy ? fact('givenBy', t(`consentPage.as.${capacity}`, { name: givenBy })) : nothing}
      ${reason ? fact('reason', reason) : nothing} ${givenAt ? fact('givenAt', formatStamp(givenAt)) : nothing}
      ${registeredBy ? fact('registeredBy', registeredBy) : nothing}
      ${paper ? fact('paper', paperUrl ? html`<a class="way-on" href=${paperUrl} download>${icon('file-earmark-pdf')} ${paper.name}</a>` : paper.name) : nothing}
      ${consent.endReason ? fact('endedLabel', t(`consentPage.ended.${consent.endReason}`, { when: formatStamp(consent.endedAt), name: consent.endedBy ?? '' })) : nothing}
    </dl>`;
}

function fact(key, value) {
  return html`<div><dt>${t(`consentPage.${key}`)}</dt><dd>${value}</dd></div>`;
}
