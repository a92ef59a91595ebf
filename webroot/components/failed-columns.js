import { html, nothing } from 'lit';
import { formatStamp } from '../app/format.js';
import { has, t } from '../app/i18n.js';
import { icon } from './icon.js';

/**
 * The columns of what couldn't be sent (NOTIF-4).
 *
 * @param {{busy: (notice: any) => boolean, resend: (notice: any) => void}} actions
 * @returns {import('./data-table.js').Column[]}
 */
export function failedColumns({ busy, resend }) {
  const column = (field, cell, more = {}) => ({ label: t(`failed.column.${field}`), sort: field, cell, ...more });
  return [
    column('person', (notice) => html`<span class="row-name">${notice.person}</span>`, { heading: true }),
    column('failedAt', (notice) => formatStamp(notice.failedAt), { descendingFirst: true }),
    column('event', (notice) => t(`failed.event.${notice.event}`)),
    column('channel', ({ channel }) => html`<span class="tag">${icon(channel === 'SMS' ? 'phone' : 'envelope')} ${t(`outbox.channel.${channel}`)}</span>`),
    column('reason', reason),
    column('attempts', (notice) => notice.attempts, { descendingFirst: true }),
    { label: t('failed.column.again'), cell: (notice) => again(notice, busy(notice), resend) },
  ];
}

/** In plain words, with the code for those who run the service. */
function reason({ reason: code }) {
  return html`${words(code)} ${code ? html`<span class="quiet">(${code})</span>` : nothing}`;
}

function words(code) {
  const exact = (code ?? '').replace(' ', '_');
  if (has(`failed.reason.${exact}`)) return t(`failed.reason.${exact}`);
  if (/^(sms|smtp) [0-9]{3}$/.test(code)) return t('failed.reason.refused');
  return t('failed.reason.channel');
}

function again(notice, busy, resend) {
  if (!notice.mayResend) return html`<span class="quiet">${t(`failed.gone.${notice.event}`)}</span>`;
  return html`<button
    type="button" class="btn btn-outline-primary" ?disabled=${busy} @click=${() => resend(notice)}
    aria-label=${t('failed.resendOne', { event: t(`failed.event.${notice.event}`), person: notice.person, when: formatStamp(notice.failedAt) })}
  >${t('failed.resend')}</button>`;
}
