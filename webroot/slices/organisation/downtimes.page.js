import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { formError, textArea, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { timeField } from '../../forms/time-field.js';
import { downtimeInput, newDowntime, periodText, validateDowntime } from './downtime-values.js';
import { OrganisationPart } from './organisation-page.js';

const FIELDS = { startsAt: 'fromDay', endsAt: 'untilDay' };

/** Downtime that is announced for an organisation (ORG-1). */
class DowntimesPage extends OrganisationPart {
  static properties = { ...OrganisationPart.properties, items: { state: true } };

  #action = new ActionController(this);
  #form = new FormController(this, {
    valuesOf: newDowntime,
    validate: validateDowntime,
    fieldOf: (field) => FIELDS[field] ?? field,
    send: (values, { idempotencyKey }) => api.post(this.#api(this.organisation), downtimeInput(values), { idempotencyKey }),
    savedText: t('downtime.announced'),
    onSaved: () => void this.#reload(),
  });

  constructor() {
    super();
    /** @type {import('contract').Downtime[]} */
    this.items = [];
  }

  #api({ id }) {
    return `/organisations/${id}/downtimes`;
  }

  async loadMore() {
    ({ items: this.items } = await api.get(this.#api(this.found)));
    if (!this.#form.values) await this.#form.open({});
  }

  async #reload() {
    await this.load();
    await this.#form.open({});
  }

  async #cancel({ id }) {
    const done = await this.#action.run(() => api.delete(`${this.#api(this.organisation)}/${id}`));
    if (done) notify(t('downtime.cancelled'));
    await this.load();
    this.querySelector('h1')?.focus({ preventScroll: true });
  }

  content() {
    return html`<h1 tabindex="-1">${t('downtime.heading')}</h1>
      <p class="lead">${t(this.organisation.parentId ? 'downtime.lead' : 'downtime.leadMunicipality')}</p>
      ${formError(this.#action.problem)}
      ${this.items.length === 0 ? html`<p class="muted">${t('downtime.none')}</p>` : nothing}
      ${this.items.map((item) => html`<section class="panel"><h2>${periodText(item)}</h2><p class="downtime-text">${item.text}</p>
        <p><button type="button" class="button button-quiet" aria-label=${t('downtime.cancelOne', { when: periodText(item) })}
          @click=${() => void this.#cancel(item)}>${t('downtime.cancel')}</button></p></section>`)}
      ${this.#fields(this.#form)}`;
  }

  #fields(form) {
    const field = (name) => ({ name, label: t(`downtime.${name}`), value: form.values[name], error: form.errorOf(name),
      onInput: (value) => form.change({ [name]: value }), required: true });
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      <h2>${t('downtime.new')}</h2>
      ${formTop(form)}
      ${textField({ ...field('fromDay'), type: 'date' })} ${timeField(field('fromTime'))}
      ${textField({ ...field('untilDay'), type: 'date' })} ${timeField(field('untilTime'))}
      ${textArea({ name: 'text', label: t('downtime.text'), hint: t('downtime.textHint'), value: form.values.text, rows: 3, maxlength: 500,
        error: form.errorOf('text'), required: true, onInput: (text) => form.change({ text }) })}
      <p class="actions">${submitButton(form, t('downtime.announce'))}</p>
    </form>`;
  }
}

customElements.define('page-downtimes', DowntimesPage);
