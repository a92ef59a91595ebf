import { html } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * @param {Record<string, string>} params of a page below a participant's card
 * @returns {string} the address of the card
 */
export function cardAddress({ planId, participantId }) {
  return `/planer/${planId}/deltakere/${participantId}`;
}

/**
 * The way back to the card.
 *
 * @param {Record<string, string>} params
 */
export function cardTop(params) {
  return html`<p><a class="back" href=${cardAddress(params)}>${icon('arrow-left')} ${t('rights.back')}</a></p>`;
}
