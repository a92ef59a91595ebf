import { html, nothing } from 'lit';
import { formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const ICONS = { MAKING: 'clock', SENDING: 'clock', RECEIVED: 'check-circle', FAILED: 'exclamation-triangle-fill' };

/**
 * The columns of what has been archived of a plan (PLAN-3).
 *
 * @returns {import('../../design/data-table.js').Column[]}
 */
export function archiveColumns() {
  const column = (field, cell, more = {}) => ({ label: t(`archive.column.${field}`), cell, ...more });
  return [
    column('askedAt', (archive) => html`<span class="row-name">${formatStamp(archive.askedAt)}</span>`, { heading: true }),
    column('by', (archive) => archive.by),
    column('parts', parts),
    column('state', ({ state, failure }) => html`<span class="tag">${icon(ICONS[state])} ${t(`archive.state.${state}`)}</span>
      ${failure && state === 'FAILED' ? t(`archive.failure.${failure}`) : nothing}`),
    column('receipt', (archive) => html`<span class="archive-code" translate="no">${archive.receipt ?? ''}</span>`),
    column('sha256', (archive) => html`<span class="archive-code" translate="no">${archive.sha256 ?? ''}</span>`),
  ];
}

function parts(archive) {
  return archive.parts.map((part) => t(`archive.part.${part}`)).join(', ');
}
