import { html, nothing } from 'lit';
import { formatBytes, formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { answerTag, namesOf } from './message-names.js';
import './texts.js';

const MAX_LISTED = 3;

/**
 * A whole message: sender, time, text, and who has read it and when (MSG-2).
 *
 * @param {import('contract').Message} message
 * @param {unknown} actions
 */
export function messageArticle(message, actions) {
  const { from, sentAt, kind, category } = message;
  return html`<article class="thread-message">
    <p class="thread-message-head">
      <strong dir="auto">${from.name}</strong> <span class="muted">${formatMoment(sentAt)}</span>
      ${kind === 'MESSAGE' ? nothing : html`<span class="tag">${t(`kind.${kind}`)}</span>`}
      ${category ? html`<span class="muted" dir="auto">${category}</span>` : nothing}
    </p>
    ${messageText(message, message.to, actions)}
  </article>`;
}

/**
 * @param {import('contract').Message} message
 * @param {import('contract').Recipient[]} to
 * @param {unknown} actions
 */
export function messageText(message, to, actions) {
  return html`<div class="thread-message-body" dir="auto">${message.body}</div>
    ${attachments(message)}
    <div class="thread-message-foot">${receipts(to)} ${actions}</div>`;
}

function attachments({ planId, id, attachments: files }) {
  if (files.length === 0) return nothing;
  return html`<ul class="attachment-list" aria-label=${t('attachments.heading')}>${files.map((file) => html`<li>
    ${icon('file-earmark-pdf')} <a href="/planer/${planId}/meldinger/${id}/vedlegg/${file.id}"><bdi>${file.name}</bdi></a>
    <span class="muted">${formatBytes(file.size)}</span></li>`)}</ul>`;
}

// The recipients; more than three are folded, with the count of those who have read it.
function receipts(to) {
  if (to.length <= MAX_LISTED) return receiptList(to);
  const read = to.filter(({ readAt }) => readAt).length;
  return html`<details class="receipts-folded">
    <summary>${t('message.toNames', { names: namesOf(to) })} · ${t('message.readBy', { read, n: to.length })}</summary>
    ${receiptList(to)}
  </details>`;
}

function receiptList(to) {
  return html`<ul class="thread-receipts" aria-label=${t('message.receipts')} aria-live="polite">
    ${to.map(({ name, readAt, answer }) => readAt
      ? html`<li>${icon('check2-all')} <span dir="auto">${name}</span> <span class="muted">${t('message.readAt', {
        when: formatMoment(readAt) })}</span> ${answerTag(answer)}</li>`
      : html`<li class="is-unread">${icon('envelope')} <strong dir="auto">${name}</strong> <span>${t('message.notRead')}</span>
        ${answerTag(answer)}</li>`)}
  </ul>`;
}
