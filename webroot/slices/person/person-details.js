import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { contactText } from './contact.js';
import './texts.js';

const FIELDS = ['birthDate', 'dueDate', 'jobTitle', 'workplace', 'email', 'mobile', 'phone', 'fax', 'street', 'postcode', 'city'];
const PARTS = {
  person: ['birthDate', 'dueDate', 'jobTitle', 'workplace', 'limitSearch'],
  contact: ['email', 'mobile', 'phone', 'fax', 'street', 'postcode', 'city', 'hideMobile', 'hidePhone'],
};
const FLAGS = ['hideMobile', 'hidePhone', 'limitSearch'];

/**
 * A person's card, read-only, with a mark on what others see across plans (PERSON-4).
 *
 * @param {Partial<import('contract').PersonCard>} card
 * @param {string[]} [across] the fields to mark
 * @param {'person'|'contact'} [part] all by default
 */
export function personDetails(card, across = [], part = undefined) {
  const inPart = (field) => !part || PARTS[part].includes(field);
  const flags = FLAGS.filter((flag) => card[flag] && inPart(flag)).map((flag) => t(`person.${flag}`));
  return html`<dl class="description-list">
    ${part === 'contact' ? nothing : html`<div><dt>${t('person.name')}</dt><dd>${card.firstName} ${card.lastName}</dd></div>`}
    ${FIELDS.filter((field) => card[field] && inPart(field)).map((field) => html`<div>
      <dt>${t(`person.${field}`)}</dt>
      <dd>${format(field, card)} ${across.includes(field) ? mark() : nothing}</dd>
    </div>`)}
    ${flags.length ? html`<div><dt>${t('person.choices')}</dt><dd>${flags.join(', ')}</dd></div>` : nothing}
  </dl>
  ${across.length ? html`<p class="muted" aria-hidden="true"><span
    class="across-mark">${icon('people-fill')}</span> ${t('person.acrossShown')}</p>` : nothing}`;
}

function mark() {
  return html`<span class="across-mark" title=${t('person.across')}>${icon('people-fill')}<span
    class="visually-hidden">(${t('person.across')})</span></span>`;
}

/**
 * @param {Partial<import('contract').PersonCard>} card
 * @returns {string} the card as lines of text, for comparison
 */
export function personText(card) {
  const lines = FIELDS.filter((field) => card[field]).map((field) => `${t(`person.${field}`)}: ${format(field, card)}`);
  const flags = FLAGS.filter((flag) => card[flag]).map((flag) => t(`person.${flag}`));
  return [`${card.firstName} ${card.lastName}`, ...lines, ...flags].join('\n');
}

function format(field, card) {
  return field.endsWith('Date') ? formatDate(card[field]) : contactText(field, card[field]);
}
