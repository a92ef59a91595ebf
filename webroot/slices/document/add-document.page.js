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
import { formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { endOf, upload } from '../../forms/upload.js';
import { currentPlan } from '../plan/plan.js';
import { NEW_DOCUMENT, inputOf, readersField, textFields } from './document-fields.js';
import { documentPath } from './document-readers.js';
import '../../forms/pdf-choice.js';
import './texts.js';

/**
 * Adds a document (DOC-1). The file is stored where nobody else sees it, and shared when its name, description and readers are
 * stored too.
 */
class AddDocumentPage extends Page {
  static properties = { file: { state: true }, percent: { state: true } };

  /** @type {FormController|null} */
  #form = null;
  /** @type {import('contract').Document|null} the document, once the file has arrived */
  #stored = null;

  constructor() {
    super();
    /** @type {File|null} */
    this.file = null;
    /** @type {number|null} */
    this.percent = null;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values?.description ?? '';
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.#form) return;
    const { planId } = this.params;
    this.#form = new FormController(this, {
      key: `plan-${planId}-document-new`,
      validate: (values) => this.#validate(values),
      send: (values, { idempotencyKey }) => this.#send(values, idempotencyKey),
      savedText: t('document.added'),
      onSaved: () => router.go(documentPath(planId), { replace: true }),
    });
    void this.#form.open(NEW_DOCUMENT);
  }

  #validate({ name }) {
    return { ...(this.file ? {} : { file: 'document.fileMissing' }), ...(name.trim() ? {} : { name: 'required' }) };
  }

  async #send(values, idempotencyKey) {
    const path = `/plans/${this.params.planId}/documents`;
    try {
      this.#stored ??= await upload(`${path}?kept=true`, this.file, { method: 'POST', name: this.file.name, idempotencyKey,
        onProgress: (percent) => (this.percent = percent) });
    } finally {
      this.percent = null;
    }
    return api.put(`${path}/${this.#stored.id}`, inputOf(values), { version: this.#stored.version });
  }

  #choose({ detail: file }) {
    this.file = file;
    this.#form.change({ name: endOf(file.name) });
  }

  async #cancel() {
    if (await this.#form.discard()) router.go(documentPath(this.params.planId), { replace: true });
  }

  render() {
    const { home } = currentPlan;
    if (!this.#form?.values || !home) return loading();
    if (home.state === 'CLOSED') return deniedPage(this.unsavedText);
    const form = this.#form;
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${documentPath(this.params.planId)}>${icon('chevron-left')} ${t('documents.back')}</a></p>
      <h1>${t('document.newHeading')}</h1>
      <form class="panel" novalidate @submit=${(event) => form.submit(event)}>
        ${formTop(form)} ${readersField(form, home)}
        <pdf-choice .label=${t('document.choose')} .hint=${t('document.fileHint')} .file=${this.file} .error=${form.errorOf('file')}
          .percent=${this.percent} .locked=${this.#stored !== null} @chosen=${this.#choose}></pdf-choice>
        ${textFields(form)} ${saveLine(form)}
        <p class="actions">
          ${submitButton(form, t('document.add'), { busyLabel: t('document.adding') })}
          <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
        </p>
      </form>
    </section>`;
  }
}

customElements.define('page-add-document', AddDocumentPage);
