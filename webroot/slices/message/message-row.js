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
 * @param {{planId: string, view: import('./message-view.js').MessageView, opened: string}} list
 */
export function messageRow(message, { planId, view, opened }) {
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
      ${message.kind === 'MESSAGE' ? nothing : html`<span class="tag">${t(`kind.${message.kind}`)}</span>`}
    </p>
  </li>`;
}

function who({ from, to }, folder) {
  if (folder === 'mottatt') return from.name;
  return html`<span class="muted">${t('messages.to')}</span> ${folder === 'sendt' ? receiptNames(to) : namesOf(to)}`;
}
