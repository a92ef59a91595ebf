import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { fieldsAcrossPlans } from '../app/person.js';
import { explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { textField } from './field.js';
import { icon } from './icon.js';

const REQUIRED = ['firstName', 'lastName'];
const SHAPES = {
  firstName: { maxlength: 100, autocomplete: 'given-name' },
  lastName: { maxlength: 100, autocomplete: 'family-name' },
  birthDate: { type: 'date' },
  workplace: { maxlength: 200 },
  jobTitle: { maxlength: 200 },
  email: { type: 'email', maxlength: 254, autocomplete: 'email' },
  mobile: { type: 'tel', maxlength: 30, autocomplete: 'tel' },
  phone: { type: 'tel', maxlength: 30 },
  fax: { type: 'tel', maxlength: 30 },
  street: { maxlength: 200, autocomplete: 'street-address' },
  postcode: { maxlength: 10, inputmode: 'numeric', autocomplete: 'postal-code' },
  city: { maxlength: 100, autocomplete: 'address-level2' },
};

/**
 * The fields of a person (PERSON-2) in the two parts "person" and "kontakt", with the switch that marks those that are
 * seen across plans (PERSON-4). Data down: `person` as `personValues` makes it, `errors` as `personErrors` does.
 * Event: `typed` with the person as it now stands.
 */
class PersonFields extends SamklangElement {
  static properties = {
    person: { attribute: false },
    errors: { attribute: false },
    own: { type: Boolean },
    fixedBirthDate: { type: Boolean },
    marks: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.person = {};
    /** @type {Record<string, string>} codes by field */
    this.errors = {};
    /** Whether it is the reader's own card: then the browser may fill it in. */
    this.own = false;
    /** Whether it is the reader's own card and plan: then others say how old they are (PLAN-8). */
    this.fixedBirthDate = false;
    this.marks = false;
  }

  render() {
    return html`<div class="person-fields ${this.marks ? 'shows-across' : ''}">
      <p class="quiet"><span class="required" aria-hidden="true">*</span> ${t('person.requiredMeans')}</p>
      <label class="check switch">
        <input class="form-check-input" type="checkbox" role="switch" .checked=${this.marks} @change=${(event) => (this.marks = event.target.checked)}>
        <span>${t('person.showAcross')}</span>
      </label>
      <div role="status">${this.marks ? html`<p class="across-means">${icon('people-fill')} <span>${t('person.acrossMeans')}</span></p>` : nothing}</div>
      <fieldset>
        <legend>${t('person.partPerson')}</legend>
        <div class="field-pair">${this.#text('firstName')} ${this.#text('lastName')}</div>
        ${this.#text('birthDate')}
        <div class="field-pair">${this.#text('jobTitle')} ${this.#text('workplace')}</div>
        ${this.#check('limitSearch')}
      </fieldset>
      <fieldset>
        <legend>${t('person.partContact')}</legend>
        <p class="field-hint">${t('person.contactHint')}</p>
        ${this.#text('email')} ${this.#text('mobile')} ${this.#check('hideMobile')} ${this.#text('phone')} ${this.#check('hidePhone')}
        ${this.#text('fax')} ${this.#text('street')}
        <div class="field-pair">${this.#text('postcode')} ${this.#text('city')}</div>
      </fieldset>
    </div>`;
  }

  #text(field) {
    const { autocomplete, ...shape } = SHAPES[field];
    const error = this.errors[field];
    return textField({
      ...shape,
      name: `person-${field}`,
      label: this.#label(field),
      hint: field === 'birthDate' ? t(`person.hint.${this.fixedBirthDate ? 'birthDateLocked' : 'birthDate'}`) : '',
      readonly: field === 'birthDate' && this.fixedBirthDate,
      value: this.person[field],
      error: error ? explainField(error) : '',
      autocomplete: (this.own && autocomplete) || 'off',
      required: REQUIRED.includes(field),
      onInput: (value) => this.#typed(field, value),
    });
  }

  #label(field) {
    const across = this.marks && fieldsAcrossPlans(this.person).includes(field);
    return html`${t(`person.${field}`)}
      ${REQUIRED.includes(field) ? html`<span class="required" aria-hidden="true">*</span>` : nothing}
      ${across ? html`<span class="tag tag-across">${icon('people-fill')} ${t('person.across')}</span>` : nothing}`;
  }

  #check(field) {
    return html`<div class="field">
      <label class="check">
        <input
          class="form-check-input" type="checkbox" id="person-${field}" .checked=${this.person[field] ?? false}
          aria-describedby="person-${field}-hint" @change=${(event) => this.#typed(field, event.target.checked)}
        >
        <span>${t(`person.${field}`)}</span>
      </label>
      <p class="field-hint" id="person-${field}-hint">${t(`person.hint.${field}`)}</p>
    </div>`;
  }

  #typed(field, value) {
    this.emit('typed', { ...this.person, [field]: value });
  }
}

customElements.define('person-fields', PersonFields);
