import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api, newIdempotencyKey } from '../../core/api.js';
import { formatBytes } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { explain, explainField } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { formError } from '../../forms/field.js';
import { upload } from '../../forms/upload.js';
import '../../forms/pdf-choice.js';
import './texts.js';

const MAX_ATTACHMENTS = 5;

/** The PDFs that a draft carries (MSG-6): each is stored with the draft at once. `form` is that of the draft. */
class DraftAttachments extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    form: { attribute: false, hasChanged: () => true },
    percent: { state: true },
    problem: { state: true },
  };

  #action = new ActionController(this);

  constructor() {
    super();
    this.planId = '';
    /** @type {import('./message-form.js').MessageForm|null} */
    this.form = null;
    /** @type {number|null} */
    this.percent = null;
    this.problem = '';
  }

  async #add(file) {
    this.problem = '';
    this.percent = 0;
    try {
      const id = await this.form.storedId();
      if (!id) return;
      const added = await upload(`/plans/${this.planId}/messages/${id}/attachments`, file, { method: 'POST', name: file.name,
        idempotencyKey: newIdempotencyKey(), onProgress: (percent) => (this.percent = percent) });
      this.form.attachments = [...this.form.attachments, added];
      notify(t('attachments.added'));
    } catch (problem) {
      const code = problem.errorOf?.('file');
      this.problem = code ? explainField(code) : explain(problem);
    } finally {
      this.percent = null;
    }
  }

  async #remove({ id }) {
    const draftId = await this.form.storedId();
    const removed = await this.#action.run(() => api.delete(`/plans/${this.planId}/messages/${draftId}/attachments/${id}`));
    if (!removed) return;
    this.form.attachments = this.form.attachments.filter((one) => one.id !== id);
    notify(t('attachments.removed'));
  }

  render() {
    const { attachments } = this.form;
    return html`<section class="draft-attachments" aria-label=${t('attachments.heading')}>
      ${attachments.length > 0 ? html`<ul class="attachment-list">${attachments.map((one) => html`<li>
        ${icon('file-earmark-pdf')} <bdi>${one.name}</bdi> <span class="muted">${formatBytes(one.size)}</span>
        <button type="button" class="button button-link" aria-label=${t('attachments.removeOne', { name: one.name })}
          @click=${() => this.#remove(one)}>${icon('x-lg')} ${t('attachments.remove')}</button>
      </li>`)}</ul>` : nothing}
      ${formError(this.#action.problem)}
      ${attachments.length < MAX_ATTACHMENTS && !this.form.sending ? html`<pdf-choice .label=${t('attachments.add')} .error=${this.problem}
        .percent=${this.percent} @chosen=${(event) => this.#add(event.detail)}></pdf-choice>` : nothing}
    </section>`;
  }
}

customElements.define('draft-attachments', DraftAttachments);
