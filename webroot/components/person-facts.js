import { html, nothing } from 'lit';
import { formatDate } from '../app/format.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

const FIELDS = ['birthDate', 'jobTitle', 'workplace', 'email', 'mobile', 'phone', 'fax', 'street', 'postcode', 'city'];
const FLAGS = ['hideMobile', 'hidePhone', 'limitSearch'];

/**
 * A person's card to read: what there is, and what others see across plans marked as such (PERSON-4).
 *
 * @param {any} card
 * @param {string[]} [across] the fields to mark
 */
export function personFacts(card, across = []) {
  return html`<dl class="facts">
    <div><dt>${t('person.name')}</dt><dd>${card.firstName} ${card.lastName}</dd></div>
    ${FIELDS.filter((field) => card[field]).map((field) => html`<div>
      <dt>${t(`person.${field}`)}</dt>
      <dd>${shown(field, card)} ${across.includes(field) ? mark() : nothing}</dd>
    </div>`)}
    ${FLAGS.some((flag) => card[flag])
      ? html`<div><dt>${t('person.choices')}</dt><dd>${FLAGS.filter((flag) => card[flag]).map((flag) => t(`person.${flag}`)).join(', ')}</dd></div>`
      : nothing}
  </dl>
  ${across.length ? html`<p class="quiet" aria-hidden="true"><span class="across-mark">${icon('people-fill')}</span> ${t('person.acrossShown')}</p>` : nothing}`;
}

function mark() {
  return html`<span class="across-mark" title=${t('person.across')}>${icon('people-fill')}<span class="visually-hidden">(${t('person.across')})</span></span>`;
}

/** @param {any} card @returns {string} the card as lines of text, for comparing two versions */
export function personText(card) {
  const lines = FIELDS.filter((field) => card[field]).map((field) => `${t(`person.${field}`)}: ${shown(field, card)}`);
  const flags = FLAGS.filter((flag) => card[flag]).map((flag) => t(`person.${flag}`));
  return [`${card.firstName} ${card.lastName}`, ...lines, ...flags].join('\n');
}

function shown(field, card) {
  return field === 'birthDate' ? formatDate(card.birthDate) : card[field];
}
