import { html, nothing } from 'lit';
import { today } from '../../core/dates.js';
import { formatDate, formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { itemPath, whenText } from '../calendar/calendar-items.js';
import { consentExpiry } from '../consent/consent-expiry.js';

/**
 * A list of the page: the kind of thing, and how a line of it is shown.
 *
 * @typedef {object} OverviewList
 * @property {string} field of the answer, and the end of the text keys
 * @property {string} place in the address of the whole list
 * @property {string} iconName
 * @property {(line: any) => {href: string, title: unknown, facts: unknown[], strong?: boolean}} line
 */

/** @type {OverviewList[]} in the order of the page */
export const LISTS = [
  { field: 'waiting', place: 'svar', iconName: 'hourglass-split', line: awaited },
  { field: 'meetings', place: 'moter', iconName: 'people', line: meeting },
  { field: 'plans', place: 'planer', iconName: 'envelope', line: plan },
  { field: 'activities', place: 'aktiviteter', iconName: 'check2-circle', line: activity },
  { field: 'consents', place: 'samtykker', iconName: 'shield-lock', line: consent },
  { field: 'events', place: 'kalender', iconName: 'calendar3', line: event },
  { field: 'others', place: 'andre', iconName: 'people-fill', line: other },
];

function awaited({ planId, kind, messageId, subject, from, sentAt }) {
  const facts = [t('overview.askedBy', { name: from, when: formatMoment(sentAt) })];
  return kind === 'HANDOVER' ? { href: `/planer/${planId}`, title: t('overview.handover'), facts }
    : { href: `/planer/${planId}/meldinger/${messageId}?svar=ja`, title: html`<bdi>${subject || t('overview.noSubject')}</bdi>`, facts };
}

function meeting({ planId, id, title, asks, start, end, agreeBy }) {
  const fact = asks === 'ANSWER' ? whenText({ start, end, allDay: false }) : t('overview.agreeBy', { day: formatDate(agreeBy) });
  return { href: `/planer/${planId}/moter/${id}`, title: html`${t(`overview.asks.${asks}`)}: <bdi>${title}</bdi>`, facts: [fact] };
}

function plan({ planId, unread, shut, quiet }) {
  if (shut) return { href: `/planer/${planId}`, title: t('overview.shut'), facts: [t('overview.shutMore')] };
  if (quiet && unread === 0) return { href: `/planer/${planId}`, title: t('overview.quiet'), facts: [t('overview.quietMore')] };
  return { href: `/planer/${planId}/meldinger`, title: t('overview.unread', { n: unread }), facts: [], strong: true };
}

function activity({ planId, id, title, due, evaluate }) {
  return { href: `/planer/${planId}/aktiviteter/${id}`, title: html`<bdi>${title}</bdi>`, facts: [deadline(due, evaluate)] };
}

function other(line) {
  const { responsible } = line;
  const names = responsible.length > 0 ? html`<bdi>${responsible.join(', ')}</bdi>` : t('overview.nobody');
  const { facts, ...rest } = activity(line);
  return { ...rest, facts: [names, ...facts] };
}

function deadline(due, evaluate) {
  if (!due) return t('overview.noDeadline');
  const kind = evaluate ? 'evaluate' : 'due';
  const text = t(`overview.${kind}.${due < today() ? 'past' : 'coming'}`, { day: formatDate(due) });
  return due < today() ? html`<span class="overdue">${icon('exclamation-triangle-fill')} ${text}</span>` : text;
}

function consent({ planId, participantId, name, daysLeft }) {
  const expiry = daysLeft === null ? t('overview.noConsent') : consentExpiry(daysLeft, 'plan');
  return participantId
    ? { href: `/planer/${planId}/deltakere/${participantId}/samtykke`, title: html`${t('overview.consentFor')} <bdi>${name}</bdi>`,
      facts: [expiry] }
    : { href: `/planer/${planId}/samtykke`, title: t('overview.consent'), facts: [expiry] };
}

function event(line) {
  return { href: itemPath(line.planId, line), title: html`<bdi>${line.title}</bdi>`,
    facts: [whenText(line), line.place ? html`<bdi>${line.place}</bdi>` : nothing] };
}
