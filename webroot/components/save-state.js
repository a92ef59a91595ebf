import { html, nothing } from 'lit';
import { formatTime } from '../app/format.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

/**
 * How it stands with what one writes. Only a failure is spoken: a screen reader shouldn't interrupt the writing.
 *
 * @param {import('../app/saver.js').Saver} saver
 */
export function saveState(saver) {
  const failed = saver.state === 'failed';
  return html`<div class="save-state">
    <p class="quiet">${failed ? nothing : words(saver)}</p>
    <div role="alert">${failed ? html`<p class="save-failed">${icon('cloud-slash')} ${t('save.failed')}</p>` : nothing}</div>
  </div>`;
}

function words({ state, savedAt }) {
  if (state === 'saving') return t('save.saving');
  if (savedAt) return html`${icon('cloud-check')} <span>${t('save.saved', { time: formatTime(savedAt) })}</span>`;
  return t('save.byItself');
}
