import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { inputOf, readersField, textFields, valuesOf } from './document-fields.js';
import { documentPath, readersText } from './document-readers.js';
import '../../core/problem-page.js';
import './texts.js';

/** Changes the name and description of a document, and who may read it for the one who added it (DOC-1, GOAL-8). */
class EditDocumentPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => `documents/${this.params.documentId}`, sections: ['documents'],
    onLoad: (document) => this.#onLoad(document) });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values?.description ?? '';
  }

  get #back() {
    return documentPath(this.params.planId, `/${this.params.documentId}`);
  }

  async #onLoad(document) {
    this.#resource.value = document;
    if (this.#form) return this.#form.update(document);
    const { planId, documentId } = this.params;
    this.#form = new FormController(this, {
      key: `plan-${planId}-document-${documentId}`, valuesOf,
      validate: ({ name }) => (name.trim() ? {} : { name: 'required' }),
      send: (values, { version }) => api.put(`/plans/${planId}/documents/${documentId}`, inputOf(values), { version }),
      savedText: t('document.saved'),
      onSaved: () => router.go(this.#back, { replace: true }),
    });
    await this.#form.open(document);
  }

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  render() {
    const { failure, retry, value: document } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    if (!document.mayChange) return deniedPage(this.unsavedText);
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${this.#back}>${icon('chevron-left')} ${t('document.back')}</a></p>
      <h1>${t('document.editHeading')}</h1>
      ${this.#form.conflict ? conflictChoice(this.#form, ({ name, description }) => `${name}\n\n${description}`, t('document.conflict'))
        : this.#fields(document, currentPlan.home)}
    </section>`;
  }

  #fields(document, home) {
    const form = this.#form;
    const isOwn = document.addedBy.participantId === home.me.participantId;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)} ${textFields(form)}
      ${isOwn ? readersField(form, home) : html`<p>${readersText(document, home)}</p>`}
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t('document.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
      </p>
    </form>`;
  }
}

customElements.define('page-edit-document', EditDocumentPage);
