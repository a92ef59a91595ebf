import { html, nothing } from 'lit';
import { formatStamp } from '../../core/format.js';
import { has, t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import '../demo/texts.js';
import './texts.js';

/**
 * The columns of the failed notices (NOTIF-4).
 *
 * @param {{busy: (notice: any) => boolean, resend: (notice: any) => void}} actions
 * @returns {import('../../design/data-table.js').Column[]}
 */
export function failedNoticeColumns({ busy, resend }) {
  const column = (field, cell, more = {}) => ({ label: t(`failedNotices.column.${field}`), sort: field, cell, ...more });
  return [
    column('person', person, { heading: true }),
    column('failedAt', (notice) => formatStamp(notice.failedAt), { descendingFirst: true }),
    column('event', (notice) => t(`failedNotices.event.${notice.event}`)),
    column('channel', ({ channel }) => html`<span
      class="tag">${icon(channel === 'SMS' ? 'phone' : 'envelope')} ${t(`outbox.channel.${channel}`)}</span>`),
    column('reason', reason),
    column('attempts', (notice) => notice.attempts, { descendingFirst: true }),
    { label: t('failedNotices.column.again'), cell: (notice) => again(notice, busy(notice), resend) },
  ];
}

// where what was wrong is put right
function person({ person: name, personId }) {
  return personId ? html`<a class="row-name" href="/virksomhet/personer/${personId}">${name}</a>`
    : html`<span class="row-name">${name}</span>`;
}

/** A text for the user, and the code for operators. */
function reason({ reason: code }) {
  return html`${text(code)} ${code ? html`<span class="muted">(${code})</span>` : nothing}`;
}

function text(code) {
  const exact = (code ?? '').replace(' ', '_');
  if (has(`failedNotices.reason.${exact}`)) return t(`failedNotices.reason.${exact}`);
  if (/^(sms|smtp) [0-9]{3}$/.test(code)) return t('failedNotices.reason.refused');
  return t('failedNotices.reason.channel');
}

function again(notice, busy, resend) {
  if (!notice.mayResend) return html`<span class="muted">${t(`failedNotices.gone.${notice.event}`)}</span>`;
  return html`<button
    type="button" class="button button-quiet" ?disabled=${busy} @click=${() => resend(notice)}
    aria-label=${t('failedNotices.resendOne', { event: t(`failedNotices.event.${notice.event}`), person: notice.person,
      when: formatStamp(notice.failedAt) })}
  >${t('failedNotices.resend')}</button>`;
}
