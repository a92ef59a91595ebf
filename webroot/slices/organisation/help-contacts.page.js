import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { OrganisationPart } from './organisation-page.js';

const MAX_CONTACTS = 10;
const FIELDS = {
  name: { maxlength: 100, required: true },
  phone: { maxlength: 20, inputmode: 'tel' },
  email: { maxlength: 254, inputmode: 'email', spellcheck: 'false' },
  hours: { maxlength: 200 },
};

/** Whom people in an organisation ask for help (ORG-1). */
class HelpContactsPage extends OrganisationPart {
  #form = new FormController(this, {
    valuesOf: ({ items }) => ({ items: items.map((contact) => ({ name: '', phone: '', email: '', hours: '', ...contact })) }),
    send: (values, { version }) => api.put(this.#api(this.organisation), values, { version }),
    savedText: t('helpContacts.saved'),
  });

  #api({ id }) {
    return `/organisations/${id}/contacts`;
  }

  async loadMore() {
    await this.#form.open(await api.get(this.#api(this.found)));
  }

  content() {
    const form = this.#form;
    return html`<h1>${t('helpContacts.heading')}</h1>
      <p class="lead">${t(this.organisation.parentId ? 'helpContacts.lead' : 'helpContacts.leadMunicipality')}</p>
      ${form.conflict ? conflictChoice(form, contactsText, t('helpContacts.stale'))
        : html`<form novalidate @submit=${(event) => form.submit(event)}>
          ${formTop(form)}
          ${form.values.items.map((contact, index) => this.#contact(contact, index))}
          ${form.values.items.length < MAX_CONTACTS ? html`<p><button type="button" class="button button-quiet" @click=${this.#add}>
            ${icon('plus-lg')} ${t('helpContacts.add')}</button></p>` : nothing}
          <p class="actions">${submitButton(form, t('helpContacts.save'))}</p>
        </form>`}`;
  }

  #contact(contact, index) {
    const form = this.#form;
    const { items } = form.values;
    const set = (change) => form.change({ items: items.map((one, at) => (at === index ? { ...one, ...change } : one)) });
    return html`<fieldset class="panel"><legend>${t('helpContacts.number', { n: index + 1 })}</legend>
      ${Object.entries(FIELDS).map(([name, more]) => textField({ name: `items.${index}.${name}`, label: t(`helpContacts.${name}`),
        value: contact[name], error: form.errorOf(`items.${index}.${name}`), onInput: (value) => set({ [name]: value }), ...more }))}
      <p><button type="button" class="button button-quiet" aria-label=${t('helpContacts.removeOne', { n: index + 1 })}
        @click=${() => form.change({ items: items.filter((_, at) => at !== index) })}>
        ${icon('trash')} ${t('helpContacts.remove')}</button></p>
    </fieldset>`;
  }

  #add = async () => {
    const { items } = this.#form.values;
    this.#form.change({ items: [...items, { name: '', phone: '', email: '', hours: '' }] });
    await this.updateComplete;
    document.getElementById(`items.${items.length}.name`)?.focus();
  };
}

function contactsText({ items }) {
  return items.map(({ name, phone, email, hours }) => [name, phone, email, hours].filter(Boolean).join(', ')).join('\n');
}

customElements.define('page-help-contacts', HelpContactsPage);
