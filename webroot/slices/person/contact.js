import { html, nothing } from 'lit';
import { formatPhone } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const PHONES = ['mobile', 'phone'];

/**
 * The ways to reach a person, as buttons: the phone's own program opens.
 *
 * @param {Partial<import('contract').PersonCard>} person
 */
export function contactButtons({ mobile, phone, email }) {
  const numbers = Object.entries({ mobile, phone }).filter(([, number]) => number);
  return html`${numbers.map(([field, number]) => html`<a class="button button-quiet" href="tel:${number.replace(/\s/g, '')}">
      ${icon('telephone')}
      <span class="visually-hidden">${t(`person.call.${field}`)}</span> ${formatPhone(number)}</a>`)}
    ${email ? html`<a class="button button-quiet" href="mailto:${email}">${icon('envelope')}
      <span class="visually-hidden">${t('person.call.email')}</span> ${email}</a>` : nothing}`;
}

/**
 * @param {string} field
 * @param {string} value
 * @returns {string} the value of a field as text
 */
export function contactText(field, value) {
  return PHONES.includes(field) ? formatPhone(value) : value;
}
