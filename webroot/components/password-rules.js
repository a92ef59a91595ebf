import { html } from 'lit';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

const RULES = [
  { key: 'length', holds: (password, least) => password.length >= least },
  { key: 'upper', holds: (password) => /\p{Lu}/u.test(password) },
  { key: 'lower', holds: (password) => /\p{Ll}/u.test(password) },
  { key: 'digit', holds: (password) => /\p{Nd}/u.test(password) },
];

/**
 * The rules of LOGIN-5, each ticked as it is met.
 *
 * @param {string} password as typed so far
 * @param {number} least the shortest allowed
 */
export function passwordRules(password, least) {
  return html`<div class="rules" id="password-rules">
    <p>${t('password.rules')}</p>
    <ul>
      ${RULES.map(({ key, holds }) => rule(t(`password.rule.${key}`, { n: least }), holds(password, least)))}
      <li>${icon('info-circle')} <span>${t('password.rule.uncommon')}</span></li>
    </ul>
  </div>`;
}

function rule(words, met) {
  return html`<li class=${met ? 'is-met' : ''}>
    ${icon(met ? 'check-circle-fill' : 'circle')} <span>${words}<span class="visually-hidden">${met ? t('password.met') : t('password.notMet')}</span></span>
  </li>`;
}
