import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { radioField } from '../../forms/radio-field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const NONE = 'NONE';
const GRADES = [NONE, 'CONFIDENTIAL', 'STRICTLY_CONFIDENTIAL'];

/**
 * Sets and lifts a person's address block, for coordinators and administrators (PERSON-13).
 * Property: `person`, a PersonCard. Event: `card` with the PersonCard, when the block has been changed.
 */
class AddressBlock extends SamklangElement {
  static properties = { person: { attribute: false } };

  #form = new FormController(this, {
    valuesOf: ({ addressBlock }) => ({ grade: addressBlock ?? NONE }),
    send: ({ grade }, { version }) =>
      api.put(`/persons/${this.person.personId}/address-block`, { addressBlock: grade === NONE ? null : grade }, { version }),
    savedText: t('addressBlock.saved'),
    onSaved: (card) => this.emit('card', card),
  });

  /** @type {number|null} version of the card that the form shows */
  #version = null;

  constructor() {
    super();
    /** @type {import('contract').PersonCard|null} */
    this.person = null;
  }

  willUpdate() {
    if (!this.person || this.person.version === this.#version) return;
    const isFirst = this.#version === null;
    this.#version = this.person.version;
    void (isFirst ? this.#form.open(this.person) : this.#form.update(this.person));
  }

  render() {
    const form = this.#form;
    return html`<section class="panel" aria-labelledby="address-block-heading">
      <h2 id="address-block-heading">${t('addressBlock.heading')}</h2>
      <p>${t('addressBlock.lead')}</p>
      ${form.conflict ? conflictChoice(form, ({ grade }) => t(`addressBlock.grade.${grade}`), t('addressBlock.conflict')) : this.#fields()}
    </section>`;
  }

  #fields() {
    const form = this.#form;
    if (!form.values) return '';
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${radioField({
        name: 'address-block', label: t('addressBlock.label'), value: form.values.grade, error: form.errorOf('addressBlock'),
        options: GRADES.map((value) => ({ value, text: t(`addressBlock.grade.${value}`), hint: t(`addressBlock.hint.${value}`) })),
        onChange: (grade) => form.change({ grade }),
      })}
      <p class="actions">${submitButton(form, t('addressBlock.save'))}</p>
    </form>`;
  }
}

/**
 * A quiet mark on the card of a blocked person, for those who may know of it.
 *
 * @param {{addressBlock?: string}} person
 */
export function addressBlockMark({ addressBlock }) {
  return addressBlock ? html`<span class="tag">${icon('shield-lock')} ${t(`addressBlock.mark.${addressBlock}`)}</span>` : '';
}

customElements.define('address-block', AddressBlock);
