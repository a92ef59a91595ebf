import { html, nothing } from 'lit';
import { dateFormat } from '../../core/date-format.js';
import { locale, t } from '../../core/i18n.js';
import './texts.js';

const ZONE = 'Europe/Oslo';
const MAX_NAMES = 2;

/**
 * @param {{name: string}[]} persons
 * @returns {string} `Nora Eksempel`, `Nora Eksempel og Kari Testnes` or `Nora Eksempel og 49 andre`
 */
export function namesOf(persons) {
  if (persons.length === 0) return t('messages.noRecipients');
  if (persons.length <= MAX_NAMES) return new Intl.ListFormat(locale()).format(persons.map(({ name }) => name));
  return t('messages.andOthers', { name: persons[0].name, n: persons.length - 1 });
}

/**
 * Names of the recipients of a sent message; those who haven't read it are bold (MSG-2).
 *
 * @param {import('contract').Recipient[]} to
 */
export function receiptNames(to) {
  if (to.length === 0) return t('messages.noRecipients');
  const named = to.length <= MAX_NAMES ? to : to.slice(0, 1);
  const others = to.slice(named.length);
  return html`${named.map((recipient, index) => html`${index > 0 ? ', ' : nothing}${receipt(recipient.name, Boolean(recipient.readAt))}`)}
    ${others.length > 0
      ? receipt(t('messages.others', { n: others.length }), others.every(({ readAt }) => readAt))
      : nothing}`;
}

/**
 * Whether the recipient has given the answer that the sender waits for (MSG-8).
 *
 * @param {import('contract').Recipient['answer']} answer
 */
export function answerTag(answer) {
  return answer ? html`<span class="tag ${answer === 'WAITING' ? 'tag-soon' : ''}">${t(`answerState.${answer}`)}</span>` : nothing;
}

function receipt(text, read) {
  const hidden = html`<span class="visually-hidden"> (${t(read ? 'messages.hasRead' : 'messages.hasNotRead')})</span>`;
  return read ? html`<span>${text}${hidden}</span>` : html`<strong>${text}${hidden}</strong>`;
}

/**
 * @param {string} moment RFC 3339
 * @returns {string} `14.22` today, `26. nov.` this year, otherwise `26.11.2025`
 */
export function shortDate(moment) {
  const date = new Date(moment);
  const write = (options) => dateFormat({ timeZone: ZONE, ...options }).format(date);
  const now = dateFormat({ timeZone: ZONE }, 'sv-SE').format(new Date());
  const day = dateFormat({ timeZone: ZONE }, 'sv-SE').format(date);
  if (day === now) return write({ hour: '2-digit', minute: '2-digit' }).replace(':', t('time.separator'));
  return day.slice(0, 4) === now.slice(0, 4) ? write({ day: 'numeric', month: 'short' })
    : write({ day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** A dot that marks what is unread, with words for screen readers. */
export function unreadDot() {
  return html`<span class="unread-dot"><span aria-hidden="true">●</span><span
    class="visually-hidden">${t('messages.unread')}</span></span>`;
}
