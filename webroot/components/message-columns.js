import { html, nothing } from 'lit';
import { formatStamp } from '../app/format.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

const FOLDERS = {
  RECEIVED: ['subject', 'from', 'to', 'sentAt', 'kind', 'category', 'readAt'],
  SENT: ['subject', 'to', 'sentAt', 'kind', 'category'],
  DRAFTS: ['subject', 'to', 'sentAt', 'kind', 'category'],
};

const CELLS = {
  from: (message) => message.from.name,
  kind: (message) => t(`kind.${message.kind}`),
  category: (message) => message.category ?? '',
  readAt: (message) => (message.readAt ? formatStamp(message.readAt) : html`<span class="unread-words">${icon('envelope-fill')} ${t('messages.unread')}</span>`),
};

/**
 * The columns of one of the three folders (MSG-2).
 *
 * @param {'RECEIVED'|'SENT'|'DRAFTS'} folder
 * @param {string} planId
 * @returns {import('./data-table.js').Column[]}
 */
export function messageColumns(folder, planId) {
  return FOLDERS[folder].map((field) => ({
    label: t(field === 'sentAt' && folder === 'DRAFTS' ? 'messages.column.updatedAt' : `messages.column.${field}`),
    sort: field,
    descendingFirst: field === 'sentAt',
    heading: field === 'subject',
    cell: cellOf(field, folder, planId),
  }));
}

function cellOf(field, folder, planId) {
  if (field === 'subject') return (message) => subject(message, folder, planId);
  if (field === 'to') return (message) => recipients(message, folder === 'SENT');
  if (field === 'sentAt') return (message) => formatStamp(folder === 'DRAFTS' ? message.updatedAt : message.sentAt);
  return CELLS[field];
}

function subject(message, folder, planId) {
  const end = folder === 'DRAFTS' ? '/rediger' : '';
  return html`<a class="row-link" href="/planer/${planId}/meldinger/${message.id}${end}">${message.subject || t('messages.noSubject')}</a>`;
}

/** Of a sent message, those who haven't read it are bold. */
function recipients(message, marked) {
  if (message.to.length === 0) return t('messages.noRecipients');
  return html`<span class="names">${message.to.map((recipient, index) => html`${index > 0 ? ', ' : nothing}${marked ? receipt(recipient) : recipient.name}`)}</span>`;
}

function receipt({ name, readAt }) {
  if (readAt) return html`<span title=${t('messages.hasRead')}>${name}<span class="visually-hidden"> (${t('messages.hasRead')})</span></span>`;
  return html`<strong class="not-read" title=${t('messages.hasNotRead')}>${icon('envelope')} ${name}<span class="visually-hidden"> (${t('messages.hasNotRead')})</span></strong>`;
}
