import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { formatBytes, formatMoment } from '../../core/format.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { attempt, deleteWithUndo } from '../goal/element-actions.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { documentPath, readersText } from './document-readers.js';
import '../../core/problem-page.js';
import '../../design/confirm-dialog.js';
import './opened-file.js';
import './texts.js';

/** A document, and how to open it (DOC-1, DOC-2). */
class DocumentPage extends Page {
  static properties = { asked: { state: true }, busy: { state: true } };

  #resource = new PlanResource(this, { path: () => `documents/${this.params.documentId}`, sections: ['documents'] });

  constructor() {
    super();
    this.asked = false;
    this.busy = false;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get #api() {
    return `/plans/${this.params.planId}/documents/${this.params.documentId}`;
  }

  async #delete() {
    const { planId } = this.params;
    this.busy = true;
    const done = await attempt(() => deleteWithUndo(planId, this.#api, this.#resource.value.version, t('document.deleted')));
    Object.assign(this, { asked: false, busy: false });
    if (done) router.go(documentPath(planId), { replace: true });
  }

  render() {
    const { failure, retry, value: document } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!document || !currentPlan.home) return loading();
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${documentPath(this.params.planId)}>${icon('chevron-left')} ${t('documents.back')}</a></p>
      <h1 dir="auto">${document.name}</h1>
      ${document.description ? html`<p class="document-text" dir="auto">${document.description}</p>` : nothing}
      <p class="muted">${t('document.facts', { by: document.addedBy.name, when: formatMoment(document.addedAt),
        size: formatBytes(document.size) })}</p>
      <p>${readersText(document, currentPlan.home)}</p>
      <opened-file .path=${this.#api} .name=${document.name}></opened-file>
      ${document.mayChange ? this.#actions() : nothing}
      ${this.asked ? html`<confirm-dialog .heading=${t('document.deleteWhat')} .content=${html`<p>${t('document.deleteMore')}</p>`}
        .yes=${t('document.delete')} .busy=${this.busy} @confirmed=${this.#delete}
        @cancelled=${() => (this.asked = false)}></confirm-dialog>` : nothing}
    </section>`;
  }

  #actions() {
    const { planId, documentId } = this.params;
    return html`<p class="actions">
      <a class="button button-quiet" href=${documentPath(planId, `/${documentId}/endre`)}>${icon('pencil')} ${t('document.edit')}</a>
      <button type="button" class="button button-link" @click=${() => (this.asked = true)}>${icon('trash')} ${t('document.delete')}</button>
    </p>`;
  }
}

customElements.define('page-document', DocumentPage);
