import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { PLAN_TYPES } from '../plan/plan-period.js';
import { unitPath } from './administered.js';
import { OrganisationPart } from './organisation-page.js';
import { templateInput, templateText, templateValues, validateTemplate } from './template-values.js';
import '../../design/confirm-dialog.js';
import './template-fields.js';

/** Makes a template of goals and activities, or changes one; one of an organisation above is only shown (ORG-1). */
class EditTemplatePage extends OrganisationPart {
  static properties = { ...OrganisationPart.properties, template: { state: true }, deleting: { state: true } };

  /** @type {FormController|null} */
  #form = null;
  #action = new ActionController(this);

  constructor() {
    super();
    /** @type {Partial<import('contract').Template>|null} */
    this.template = null;
    this.deleting = false;
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values ? templateText(this.#form.values) : '';
  }

  get #api() {
    return `/organisations/${this.params.organisationId}/templates`;
  }

  get #back() {
    return unitPath(this.params.organisationId, '/maler');
  }

  async loadMore() {
    const { organisationId, templateId } = this.params;
    const template = templateId ? await api.get(`${this.#api}/${templateId}`) : {};
    this.template = template;
    if (template.inheritedFrom) return;
    this.#form = new FormController(this, {
      key: `organisation-${organisationId}-template-${templateId ?? 'new'}`, valuesOf: templateValues, validate: validateTemplate,
      send: (values, { version, idempotencyKey }) => (templateId
        ? api.put(`${this.#api}/${templateId}`, templateInput(values), { version })
        : api.post(this.#api, templateInput(values), { idempotencyKey })),
      savedText: t('template.saved'),
      onSaved: () => router.go(this.#back, { replace: true }),
    });
    await this.#form.open(template);
  }

  #delete = async () => {
    const done = await this.#action.run(() => api.delete(`${this.#api}/${this.template.id}`));
    if (!done) return;
    notify(t('template.deleted'));
    router.go(this.#back, { replace: true });
  };

  content() {
    const { id, name, inheritedFrom } = this.template;
    if (inheritedFrom) {
      return html`<h1><bdi>${name}</bdi></h1><p class="lead">${t('template.inherited', { name: inheritedFrom })}</p>
        <pre class="template-text">${templateText(templateValues(this.template))}</pre>`;
    }
    return html`<h1>${t(id ? 'template.editHeading' : 'template.newHeading')}</h1>
      <p class="lead">${t('template.lead')}</p>
      ${this.#form.conflict ? conflictChoice(this.#form, templateText, t('template.stale')) : this.#fields(this.#form)}`;
  }

  #fields(form) {
    const { name, planType } = form.values;
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      <div class="panel">
        ${textField({ name: 'name', label: t('template.name'), hint: t('template.nameHint'), value: name, error: form.errorOf('name'),
          maxlength: 100, required: true, onInput: (value) => form.change({ name: value }) })}
        ${selectField({ name: 'planType', label: t('template.type'), value: planType, error: form.errorOf('planType'),
          options: ['', ...PLAN_TYPES].map((type) => ({ value: type, text: type ? t(`planType.${type}`) : t('template.allTypes') })),
          onChange: (value) => form.change({ planType: value }) })}
      </div>
      <template-fields .form=${form} .values=${form.values} .errors=${form.errors}></template-fields>
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('template.save'))}
        ${this.template.id ? html`<button type="button" class="button button-link" @click=${() => (this.deleting = true)}>
          ${icon('trash')} ${t('template.delete')}</button>` : nothing}</p>
    </form>
    ${this.deleting ? html`<confirm-dialog .heading=${t('template.deleteTitle')} .content=${html`<p>${t('template.deleteText')}</p>`}
      .yes=${t('template.delete')} .problem=${this.#action.problem} .busy=${this.#action.busy} @confirmed=${this.#delete}
      @cancelled=${() => (this.deleting = false)}></confirm-dialog>` : nothing}`;
  }
}

customElements.define('page-edit-template', EditTemplatePage);
