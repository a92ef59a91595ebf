import { html } from 'lit';
import { formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import './texts.js';

/**
 * The columns of the accounts that need a look.
 *
 * @param {string} state which accounts
 * @returns {import('../../design/data-table.js').Column[]}
 */
export function accountColumns(state) {
  const column = (field, cell, more = {}) => ({ label: t(`accounts.column.${field}`), cell, ...more });
  return [
    column('name', ({ personId, name }) => html`<a class="row-name" href="/virksomhet/personer/${personId}">${name}</a>`,
      { heading: true }),
    column('username', ({ username }) => username),
    column('sentTo', ({ channel, sentTo, addressHidden }) => t(`accounts.by.${channel}`, {
      sentTo: sentTo ?? t(addressHidden ? 'accounts.hidden' : 'accounts.nowhere'),
    })),
    state === 'BLOCKED' ? column('blockedAt', ({ blockedAt }) => formatStamp(blockedAt))
      : column('invitedAt', ({ invitedAt }) => formatStamp(invitedAt)),
  ];
}
