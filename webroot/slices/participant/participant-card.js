import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { roleName, serviceName } from '../person/person-badge.js';
import { personDetails } from '../person/person-details.js';
import { deviationMark } from './deviation.js';
import { consentWarning } from './consent-warning.js';
import { rightsSummary } from './rights-summary.js';
import './participant-consent.js';
import '../organisation/administrator-contact.js';
import './texts.js';

/**
 * The parts of a participant's card, each with a link to where it is changed (PART-3).
 *
 * @typedef {import('contract').ParticipantCard} Card
 */

/**
 * @param {Card} card
 * @param {string} address of the card's page
 */
export function personPart(card, address) {
  return part('person', t('person.partPerson'), personDetails(card.person, [], 'person'), card.may.edit ? `${address}/endre/person` : '');
}

/**
 * @param {Card} card
 * @param {string} address
 */
export function contactPart(card, address) {
  return part('contact', t('person.partContact'), personDetails(card.person, [], 'contact'),
    card.may.edit ? `${address}/endre/kontakt` : '');
}

/**
 * @param {Card} card
 * @param {string} address
 */
export function responsibilityPart({ responsibility, may }, address) {
  return part('responsibility', t('participant.responsibility'),
    html`<p class="user-text" dir="auto">${responsibility || t('participant.noResponsibility')}</p>`,
    may.edit ? `${address}/endre/ansvar` : '');
}

/**
 * The service that a provider stands for, and the way to let another person take the place (PART-9).
 *
 * @param {Card} card
 * @param {string} address
 */
export function servicePart({ service, may }, address) {
  if (!service && !may.service) return nothing;
  return part('service', t('service.heading'), html`
    <p>${service ? serviceName(service) : t('service.none')}</p>
    ${may.replace ? html`<p><a class="standalone-link" href="${address}/bytt">${t('service.replace')}</a></p>` : nothing}`,
    may.service ? `${address}/tjeneste` : '');
}

/**
 * @param {Card} card
 * @param {string} address
 * @param {{planType: string|undefined, path: string, onWithdrawn: () => void}} plan its type, and the participant's path in the API
 */
export function rightsPart(card, address, { planType, path, onWithdrawn }) {
  const { role, rights, consentScope, consentEndedAt, substitute, open, me, may } = card;
  const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const content = html`
    ${open || consentEndedAt ? nothing : html`<p class="banner">${icon('lock-fill')} <span>${t('participant.shut')}</span></p>`}
    <participant-consent .card=${card} .address=${address} .path=${path} @consent-withdrawn=${onWithdrawn}></participant-consent>
    <h3>${t('participant.rightsPart')}</h3>
    <dl class="description-list">
      ${fact(t('rights.role'), roleName(role, planType))}
      ${substitute ? fact(t('participant.substitute'), `${formatDate(substitute.from)}–${formatDate(substitute.until)}`) : nothing}
    </dl>
    ${rights && may.decideRights ? consentWarning({ role, consentScope, rights }) : nothing}
    ${rights ? deviationMark({ role, rights, reason: card.rightsReason }) : nothing}
    ${rights ? rightsSummary(rights) : html`<p class="muted">${t('participant.rightsHidden')}</p>`}
    ${role === 'OWNER' ? html`<p class="muted">${t(me ? 'participant.yourRights' : 'participant.ownersRights')}</p>` : nothing}`;
  return part('rights', t('participant.rightsHeading'), content, may.decideRights ? `${address}/rettigheter` : '',
    t('participant.toRights'));
}

/**
 * @param {Card} card
 * @param {string} address
 */
export function notificationsPart({ notifications, me }, address) {
  if (!notifications) return nothing;
  const { sms, email } = notifications.events.NEW_MESSAGE ?? {};
  const channel = sms && email ? 'both' : sms ? 'sms' : email ? 'email' : 'none';
  return part('notifications', t('notifications.heading'), html`<p>${t(`participant.notified.${me ? 'you' : 'other'}.${channel}`)}</p>`,
    `${address}/varsler`, t('participant.toNotifications'));
}

/**
 * @param {Card} card
 * @param {string} address
 */
export function accountPart({ account, may }, address) {
  if (!account && !may.account) return nothing;
  const content = account?.username ? html`<p>${t('participantAccount.has', { username: account.username })}</p>`
    : account ? html`<p>${t('participantAccount.notYours')}</p><administrator-contact></administrator-contact>`
      : html`<p>${t('participantAccount.none')}</p>`;
  return part('account', t('participantAccount.heading'), content, may.account ? `${address}/konto` : '',
    t(account ? 'participant.toAccount' : 'participantAccount.create'));
}

function part(id, heading, content, link, label = '') {
  return html`<section class="panel card-part" aria-labelledby="part-${id}">
    <div class="heading-row">
      <h2 id="part-${id}">${heading}</h2>
      ${link ? html`<a class="button button-quiet" href=${link}
        aria-label=${label ? nothing : `${t('participant.change')}: ${heading}`}>${icon('pencil')} ${label || t('participant.change')}</a>`
        : nothing}
    </div>
    ${content}
  </section>`;
}
