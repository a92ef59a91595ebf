import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import './texts.js';

/** Adds a unit under an organisation (ORG-1). Event: `unit-added`. */
class NewUnit extends SamklangElement {
  static properties = { organisation: { attribute: false }, open: { state: true } };

  #form = new FormController(this, {
    valuesOf: () => ({ newName: '' }),
    validate: ({ newName }) => (newName.trim() ? {} : { newName: 'required' }),
    fieldOf: (field) => (field === 'name' ? 'newName' : field),
    send: ({ newName }, { idempotencyKey }) => api.post(`/organisations/${this.organisation.id}/units`, { name: newName.trim() },
      { idempotencyKey }),
    savedText: t('unit.added'),
    onSaved: () => this.#added(),
  });

  constructor() {
    super();
    this.organisation = null;
    this.open = false;
  }

  async #start() {
    await this.#form.open({});
    this.open = true;
    await focusAfter(this, '#newName');
  }

  #added() {
    this.open = false;
    this.emit('unit-added');
    void focusAfter(this, 'button');
  }

  render() {
    if (!this.open) {
      return html`<p><button type="button" class="button button-quiet" @click=${this.#start}>
        ${icon('plus-lg')} ${t('unit.add')}</button></p>`;
    }
    const form = this.#form;
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textField({ name: 'newName', label: t('unit.newName'), value: form.values?.newName, error: form.errorOf('newName'), maxlength: 200,
        required: true, onInput: (newName) => form.change({ newName }) })}
      <p class="actions">${submitButton(form, t('unit.addNow'), { kind: 'quiet' })}
        <button type="button" class="button button-link" @click=${() => (this.open = false)}>${t('form.cancel')}</button></p>
    </form>`;
  }
}

customElements.define('new-unit', NewUnit);
