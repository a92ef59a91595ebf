import { html } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { personSummary } from '../person/person-search.js';
import './texts.js';

/**
 * Persons with the same name and birth date as a new one (PERSON-3): one of them, or another person.
 *
 * @param {import('contract').PersonHit[]} existing
 * @param {(hit: import('contract').PersonHit) => void} onChosen
 * @param {() => void} onAnyway
 */
export function personDuplicates(existing, onChosen, onAnyway) {
  return html`<div class="panel duplicates" role="alert">
    <h3>${icon('exclamation-triangle')} ${t('addParticipant.duplicate')}</h3>
    <p>${t('addParticipant.duplicateLead')}</p>
    <ul class="list-plain rows">${existing.map((hit) => html`<li>
      ${personSummary(hit)}
      <button type="button" class="button button-quiet" @click=${() => onChosen(hit)}>${t('addParticipant.useThis')}</button>
    </li>`)}</ul>
    <button type="button" class="button button-link" @click=${onAnyway}>${t('addParticipant.registerAnyway')}</button>
  </div>`;
}
