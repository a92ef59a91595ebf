import { html } from 'lit';
import { checkPassword } from './password-policy.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * The rules of LOGIN-5, each ticked as it is met.
 *
 * @param {string} password as typed so far
 * @param {number} minLength the shortest allowed
 */
export function passwordRules(password, minLength) {
  return html`<div class="rules" id="password-rules">
    <p>${t('password.rules')}</p>
    <ul>
      ${checkPassword(password, minLength).map(({ key, isMet }) => rule(t(`password.rule.${key}`, { n: minLength }), isMet))}
      <li>${icon('info-circle')} <span>${t('password.rule.uncommon')}</span></li>
    </ul>
  </div>`;
}

function rule(text, met) {
  return html`<li class=${met ? 'is-met' : ''}>
    ${icon(met ? 'check-circle-fill' : 'circle')} <span>${text}<span
      class="visually-hidden">${met ? t('password.met') : t('password.notMet')}</span></span>
  </li>`;
}
