import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { fieldsAcrossPlans } from './person.js';
import { explainField } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { textArea, textField } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const REQUIRED = ['firstName', 'lastName'];
const FIELD_ATTRIBUTES = {
  firstName: { maxlength: 100, autocomplete: 'given-name' },
  lastName: { maxlength: 100, autocomplete: 'family-name' },
  birthDate: { type: 'date' },
  dueDate: { type: 'date' },
  workplace: { maxlength: 200, wraps: true },
  jobTitle: { maxlength: 200, wraps: true },
  email: { type: 'email', maxlength: 254, autocomplete: 'email' },
  mobile: { type: 'tel', maxlength: 40, autocomplete: 'tel' },
  phone: { type: 'tel', maxlength: 40 },
  fax: { type: 'tel', maxlength: 40 },
  street: { maxlength: 200, autocomplete: 'street-address' },
  postcode: { maxlength: 10, inputmode: 'numeric', autocomplete: 'postal-code' },
  city: { maxlength: 100, autocomplete: 'address-level2' },
};

/**
 * The fields of a person (PERSON-2), with a switch that marks those visible across plans (PERSON-4).
 * Properties: `person` as from `personValues`, `errors` as from `fieldErrors`. Event: `value-changed` with the person.
 */
class PersonFields extends SamklangElement {
  static properties = {
    person: { attribute: false },
    errors: { attribute: false },
    own: { type: Boolean },
    fixedBirthDate: { type: Boolean },
    mayBeUnborn: { type: Boolean },
    only: { attribute: false },
    marks: { state: true },
  };

  constructor() {
    super();
    /** @type {Record<string, any>} */
    this.person = {};
    /** @type {Record<string, string>} codes by field */
    this.errors = {};
    /** Whether it is the user's own card, which the browser may autofill. */
    this.own = false;
    /** Whether the birth date is read-only: owners can't change their own age (PLAN-8). */
    this.fixedBirthDate = false;
    /** Whether the person may be one who isn't born yet, with a due date. */
    this.mayBeUnborn = false;
    /** @type {'person'|'contact'|null} the only part to be shown; null for both */
    this.only = null;
    this.marks = false;
  }

  render() {
    return html`<div class="person-fields ${this.marks ? 'shows-across' : ''}">
      <p class="muted"><span class="required" aria-hidden="true">*</span> ${t('person.requiredExplanation')}</p>
      <label class="check switch">
        <input class="choice" type="checkbox" role="switch" .checked=${this.marks}
          @change=${(event) => (this.marks = event.target.checked)}>
        <span>${t('person.showAcross')}</span>
      </label>
      <div role="status">${this.marks ? html`<p
        class="across-explanation">${icon('people-fill')} <span>${t('person.acrossExplanation')}</span></p>` : nothing}</div>
      ${this.only === 'contact' ? nothing : this.#personPart()} ${this.only === 'person' ? nothing : this.#contactPart()}
    </div>`;
  }

  #personPart() {
    return html`<fieldset>
        <legend class=${this.only ? 'visually-hidden' : ''}>${t('person.partPerson')}</legend>
        <div class="field-pair">${this.#text('firstName')} ${this.#text('lastName')}</div>
        ${this.mayBeUnborn || this.person.dueDate ? this.#check('unborn') : nothing}
        ${this.#text(this.person.unborn ? 'dueDate' : 'birthDate')}
        <div class="field-pair">${this.#text('jobTitle')} ${this.#text('workplace')}</div>
        ${this.#check('limitSearch')}
      </fieldset>`;
  }

  #contactPart() {
    return html`<fieldset>
        <legend class=${this.only ? 'visually-hidden' : ''}>${t('person.partContact')}</legend>
        <p class="field-hint">${t('person.contactHint')}</p>
        ${this.#text('email')} ${this.#text('mobile')} ${this.#check('hideMobile')} ${this.#text('phone')} ${this.#check('hidePhone')}
        ${this.#text('fax')} ${this.#text('street')}
        <div class="field-pair">${this.#text('postcode')} ${this.#text('city')}</div>
      </fieldset>`;
  }

  #text(field) {
    const { autocomplete, wraps, ...shape } = FIELD_ATTRIBUTES[field];
    const error = this.errors[field];
    // A long text wraps, so that all of it shows on a narrow screen; it is one line all the same.
    return (wraps ? textArea : textField)({
      ...shape, rows: 1,
      name: `person-${field}`,
      label: this.#label(field),
      hint: this.#hint(field),
      readonly: field === 'birthDate' && this.fixedBirthDate,
      value: this.person[field],
      error: error ? explainField(error) : '',
      autocomplete: (this.own && autocomplete) || 'off',
      required: REQUIRED.includes(field) || field === 'dueDate',
      onInput: (value) => this.#onInput(field, wraps ? value.replace(/\s*\n\s*/g, ' ') : value),
    });
  }

  #hint(field) {
    if (field === 'firstName' && this.person.unborn) return t('person.hint.unbornName');
    if (field === 'email') return t('person.hint.email');
    if (!field.endsWith('Date')) return '';
    return t(`person.hint.${this.fixedBirthDate ? 'birthDateLocked' : field}`);
  }

  #label(field) {
    const across = this.marks && fieldsAcrossPlans(this.person).includes(field);
    return html`${t(`person.${field}`)}
      ${REQUIRED.includes(field) ? html`<span class="required" aria-hidden="true">*</span>` : nothing}
      ${across ? html`<span class="tag tag-across">${icon('people-fill')} ${t('person.across')}</span>` : nothing}`;
  }

  #check(field) {
    const hint = field === 'limitSearch' && this.own ? 'limitSearchOwn' : field;
    return html`<div class="field">
      <label class="check">
        <input
          class="choice" type="checkbox" id="person-${field}" .checked=${this.person[field] ?? false}
          aria-describedby="person-${field}-hint" @change=${(event) => this.#onInput(field, event.target.checked)}
        >
        <span>${t(`person.${field}`)}</span>
      </label>
      <p class="field-hint" id="person-${field}-hint">${t(`person.hint.${hint}`)}</p>
    </div>`;
  }

  #onInput(field, value) {
    this.emit('value-changed', { ...this.person, [field]: value });
  }
}

customElements.define('person-fields', PersonFields);
