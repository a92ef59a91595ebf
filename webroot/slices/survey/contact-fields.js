import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textField } from '../../forms/field.js';
import './texts.js';

const MAX_CONTACTS = 8;
const EMPTY = { name: '', phone: '', note: '' };

/** @typedef {{name: string, phone: string, note: string}} EmergencyContact */

/** @param {EmergencyContact} contact */
const isFilled = ({ name, phone, note }) => Boolean(name.trim() || phone.trim() || note.trim());

/**
 * @param {EmergencyContact[]} contacts of the form
 * @returns {EmergencyContact[]} those that aren't empty
 */
export const contactsOf = (contacts) => contacts.filter(isFilled);

/**
 * @param {EmergencyContact[]} contacts
 * @returns {Record<string, string>} errors by the field's path
 */
export function contactErrors(contacts) {
  /** @type {Record<string, string>} */
  const errors = {};
  contacts.forEach((contact, index) => {
    if (!isFilled(contact)) return;
    if (!contact.name.trim()) errors[`contacts.${index}.name`] = 'required';
    if (!contact.phone.trim()) errors[`contacts.${index}.phone`] = 'required';
  });
  return errors;
}

/**
 * Whom to call, in order, with buttons to add and remove.
 *
 * @param {import('../../forms/form-controller.js').FormController} form
 */
export function contactFields(form) {
  const { contacts } = form.values;
  return html`<fieldset class="field contact-rows">
    <legend>${t('editEmergency.contacts')}</legend>
    <p class="field-hint">${t('editEmergency.contactsHint')}</p>
    ${contacts.map((contact, index) => contactRow(form, contact, index))}
    ${contacts.length < MAX_CONTACTS ? html`<button type="button" class="button button-quiet"
      @click=${() => form.change({ contacts: [...contacts, { ...EMPTY }] })}>${icon('plus-lg')} ${t('editEmergency.add')}</button>`
      : nothing}
  </fieldset>`;
}

function contactRow(form, contact, index) {
  const { contacts } = form.values;
  const n = index + 1;
  const field = (name, maxlength, more = {}) => textField({ name: `contacts.${index}.${name}`, label: t(`editEmergency.${name}`, { n }),
    value: contact[name], maxlength, error: form.errorOf(`contacts.${index}.${name}`), ...more,
    onInput: (value) => form.change({ contacts: contacts.map((one, at) => (at === index ? { ...one, [name]: value } : one)) }) });
  return html`<div class="contact-row">
    ${field('name', 60)} ${field('phone', 30, { inputmode: 'tel' })} ${field('note', 60, { hint: t('editEmergency.noteHint') })}
    <button type="button" class="button button-link"
      @click=${() => form.change({ contacts: contacts.filter((one) => one !== contact) })}>${t('editEmergency.remove', { n })}</button>
  </div>`;
}
