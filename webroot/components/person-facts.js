import { html, nothing } from 'lit';
import { formatDate } from '../app/format.js';
import { t } from '../app/i18n.js';

const CONTACT = ['email', 'mobile', 'phone', 'fax', 'street', 'postcode', 'city'];
const PERSON = ['firstName', 'lastName', 'birthDate', 'jobTitle', 'workplace'];

/** A card as one reads it who doesn't edit it: only what is there, and what one may see. @param {any} card */
export function personFacts({ person, responsibility }) {
  return html`
    ${part('person.partPerson', person, PERSON)} ${part('person.partContact', person, CONTACT)}
    <h2>${t('participant.responsibility')}</h2>
    <p class="written">${responsibility || t('participant.noResponsibility')}</p>
  `;
}

function part(heading, person, fields) {
  const there = fields.filter((field) => person[field]);
  if (there.length === 0) return nothing;
  return html`<h2>${t(heading)}</h2>
    <dl class="facts">${there.map((field) => html`<div><dt>${t(`person.${field}`)}</dt><dd>${shown(field, person[field])}</dd></div>`)}</dl>`;
}

function shown(field, value) {
  if (field === 'birthDate') return formatDate(value);
  if (field === 'email') return html`<a href="mailto:${value}">${value}</a>`;
  return field === 'mobile' || field === 'phone' ? html`<a href="tel:${value}">${value}</a>` : value;
}

/** What stands in a card's form as lines of text, for comparing two. @param {any} values @returns {string} */
export function personText(values) {
  const written = [...PERSON, ...CONTACT].filter((field) => values[field]);
  const flags = ['hideMobile', 'hidePhone', 'limitSearch'].filter((field) => values[field]);
  return [
    ...written.map((field) => `${t(`person.${field}`)}: ${field === 'birthDate' ? formatDate(values[field]) : values[field]}`),
    ...flags.map((field) => t(`person.${field}`)),
    ...(values.responsibility ? [`${t('participant.responsibility')}: ${values.responsibility}`] : []),
  ].join('\n');
}
