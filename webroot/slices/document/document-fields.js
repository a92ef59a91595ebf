import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { roleName } from '../person/person-badge.js';
import { errorOf, textArea, textField } from '../../forms/field.js';
import { radioField } from '../../forms/radio-field.js';
import { possibleReaders } from './document-readers.js';
import './texts.js';

/** @typedef {import('../../forms/form-controller.js').FormController} FormController */

/** The values of the form of a new document. */
export const NEW_DOCUMENT = { name: '', description: '', who: 'ALL', readers: [] };

/**
 * @param {any} document
 * @returns {any} the values of its form
 */
export function valuesOf({ name, description, for: readers }) {
  return { name, description, who: readers ? 'SOME' : 'ALL', readers: readers ?? [] };
}

/**
 * @param {any} values
 * @returns {import('contract').DocumentInput}
 */
export function inputOf({ name, description, who, readers }) {
  return { name: name.trim(), description, for: who === 'SOME' ? readers : null };
}

/**
 * Who will see it, which stands before the file is chosen (DOC-1).
 *
 * @param {FormController} form
 * @param {import('contract').PlanHome} home
 */
export function readersField(form, home) {
  const { who, readers } = form.values;
  return html`${radioField({ name: 'who', label: t('document.who'), value: who, hint: t('document.whoHint'),
      options: ['ALL', 'SOME'].map((value) => ({ value, text: t(`document.whoSees.${value}`) })),
      onChange: (value) => form.change({ who: value }) })}
    ${who === 'SOME' ? readersChoice(form, possibleReaders(home), readers, home.type) : nothing}`;
}

function readersChoice(form, possible, readers, planType) {
  const change = (id, chosen) => form.change({ readers: chosen ? [...readers, id] : readers.filter((one) => one !== id) });
  return html`<fieldset class="field document-readers" aria-describedby=${form.errorOf('for') ? 'for-error' : nothing}>
    <legend>${t('document.readers')}</legend>
    ${possible.map(({ participantId, name, role }) => html`<label class="check">
      <input class="choice" type="checkbox" name="for" .value=${participantId} .checked=${readers.includes(participantId)}
        @change=${(event) => change(participantId, event.target.checked)}>
      <span><bdi>${name}</bdi> <span class="muted">${roleName(role, planType)}</span></span>
    </label>`)}
    ${errorOf({ name: 'for', error: form.errorOf('for') })}
  </fieldset>`;
}

/**
 * Name and description.
 *
 * @param {FormController} form
 */
export function textFields(form) {
  const { name, description } = form.values;
  return html`${textField({ name: 'name', label: t('document.name'), hint: t('document.nameHint'), value: name, maxlength: 200,
      required: true, error: form.errorOf('name'), onInput: (value) => form.change({ name: value }) })}
    ${textArea({ name: 'description', label: t('document.description'), value: description, rows: 3, maxlength: 2000,
      error: form.errorOf('description'), onInput: (value) => form.change({ description: value }) })}`;
}
