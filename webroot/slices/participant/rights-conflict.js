import { html } from 'lit';
import { changeText } from './rights.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * Says that somebody else changed a participant's rights first, and what, with a choice.
 *
 * @param {string} name of the participant
 * @param {import('./rights-changes.js').RightsConflict} conflict
 * @param {(again: boolean) => void} onChoice whether the user's own change is made too
 */
export function rightsConflict(name, { mine, theirs }, onChoice) {
  return html`<div class="banner rights-conflict" role="alert">
    ${icon('exclamation-triangle-fill')}
    <div>
      <p><strong>${t('rightsConflict.heading', { name })}</strong></p>
      <p>${t('rightsConflict.theirs')}</p>
      <ul>${theirs.map((change) => html`<li>${changeText(change)}</li>`)}</ul>
      <p>${t('rightsConflict.mine')}</p>
      <ul>${mine.map((change) => html`<li>${changeText(change)}</li>`)}</ul>
      <p class="actions">
        <button type="button" class="button button-quiet" @click=${() => onChoice(false)}>${t('rightsConflict.keep')}</button>
        <button type="button" class="button button-quiet" @click=${() => onChoice(true)}>${t('rightsConflict.again')}</button>
      </p>
    </div>
  </div>`;
}
