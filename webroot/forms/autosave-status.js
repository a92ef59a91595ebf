import { html, nothing } from 'lit';
import { connection } from '../core/connection.js';
import { formatTime } from '../core/format.js';
import { t } from '../core/i18n.js';
import { icon } from '../design/icon.js';

/**
 * Shows the autosave state, always in the same height, so that nothing moves while one types. Only a failure is announced by
 * screen readers, so as not to interrupt the typing; not while the connection is lost, which the connection bar says.
 *
 * @param {Pick<import('./autosave-controller.js').AutosaveController, 'state'|'savedAt'>} autosave
 */
export function autosaveStatus(autosave) {
  const failed = autosave.state === 'failed' && !connection.isLost;
  return html`<div class="autosave-status">
    <p class="autosave-space" aria-hidden="true">${t('autosave.failed')}</p>
    <p class="muted">${failed ? nothing : text(autosave)}</p>
    <div role="alert">${failed ? html`<p class="autosave-failed">${icon('cloud-slash')} ${t('autosave.failed')}</p>` : nothing}</div>
  </div>`;
}

function text({ state, savedAt }) {
  if (state === 'failed') return html`${icon('cloud-slash')} <span>${t('autosave.waiting')}</span>`;
  if (state === 'saving') return t('autosave.saving');
  if (savedAt) return html`${icon('cloud-check')} <span>${t('autosave.saved', { time: formatTime(savedAt) })}</span>`;
  return t('autosave.hint');
}
