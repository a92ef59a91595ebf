import { html } from 'lit';
import { Page } from '../../core/element.js';
import { formatBytes } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { PlanResource } from '../plan/plan-resource.js';
import { Problem } from '../../core/problem.js';
import '../../core/problem-page.js';
import '../document/opened-file.js';
import './texts.js';

/** A PDF that a message carries, and how to open it (MSG-6, DOC-2). */
class AttachmentPage extends Page {
  #resource = new PlanResource(this, { path: () => `messages/${this.params.messageId}`, sections: ['messages'] });

  render() {
    const { planId, messageId, attachmentId } = this.params;
    const { failure, retry, value: message } = this.#resource;
    const file = message?.attachments.find(({ id }) => id === attachmentId);
    const missing = message && !file ? new Problem(404, { code: 'not.found' }) : null;
    if (failure ?? missing) return html`<problem-page .problem=${failure ?? missing} @retry=${retry}></problem-page>`;
    if (!message) return loading();
    return html`<section class="page page-reading">
      <p class="back-line"><a href="/planer/${planId}/meldinger/${messageId}">${icon('chevron-left')} ${t('attachments.back')}</a></p>
      <h1 dir="auto">${file.name}</h1>
      <p class="muted">${formatBytes(file.size)}</p>
      <opened-file .path=${`/plans/${planId}/messages/${messageId}/attachments/${attachmentId}`} .name=${file.name}></opened-file>
    </section>`;
  }
}

customElements.define('page-attachment', AttachmentPage);
