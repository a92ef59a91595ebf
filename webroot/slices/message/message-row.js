import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { messagePath } from './message-view.js';
import { namesOf, receiptNames, shortDate, unreadDot } from './message-names.js';
import './texts.js';

/**
 * A message in a list, in two lines: who and when, subject and kind. Its text isn't shown: only an opened message counts as
 * read (MSG-2). The link covers the row.
 *
 * @param {import('contract').MessageItem} message
 * @param {{planId: string, view: import('./message-view.js').MessageView, opened: string, me?: string}} list `me` is my participantId
 */
export function messageRow(message, { planId, view, opened, me }) {
  const isDraft = view.folder === 'kladder';
  const isUnread = view.folder === 'mottatt' && !message.readAt;
  const path = messagePath(planId, view, `/${message.id}${isDraft ? '/rediger' : ''}`);
  const when = isDraft ? message.updatedAt : message.sentAt;
  return html`<li class="message-row ${isUnread ? 'is-unread' : ''}" data-id=${message.id}>
    <p class="message-row-line">
      ${isUnread ? unreadDot() : nothing}
      <span class="message-row-who" dir="auto">${who(message, view.folder)}</span>
      <time class="message-row-date" datetime=${when}>${shortDate(when)}</time>
    </p>
    <p class="message-row-line">
      <a class="message-row-subject" dir="auto" href=${path} aria-current=${message.id === opened ? 'page'
        : nothing}>${message.subject || t('messages.noSubject')}</a>
      ${waitingTag(message, view.folder, me)}
      ${message.kind === 'MESSAGE' ? nothing : html`<span class="tag">${t(`kind.${message.kind}`)}</span>`}
    </p>
  </li>`;
}

// The one who asked sees it in what was sent, the one who was asked in what was received (MSG-8).
function waitingTag({ to }, folder, me) {
  const isWaiting = to.some(({ participantId, answer }) => answer === 'WAITING' && (folder === 'sendt' || participantId === me));
  if (!isWaiting || folder === 'kladder') return nothing;
  return html`<span class="tag tag-soon">${t(folder === 'sendt' ? 'answerState.WAITING' : 'waitingAnswers.fromYou')}</span>`;
}

function who({ from, to }, folder) {
  if (folder === 'mottatt') return from.name;
  return html`<span class="muted">${t('messages.to')}</span> ${folder === 'sendt' ? receiptNames(to) : namesOf(to)}`;
}
