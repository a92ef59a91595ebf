import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { refusalOfPdf } from '../../forms/pdf-file.js';
import { upload } from '../../forms/upload.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** Uploads a consent signed on paper, as PDF (DOC-3). Event: `uploaded`. */
class SignedConsentUpload extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    replaces: { type: Boolean },
    percent: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    this.planId = '';
    this.replaces = false;
    /** @type {number|null} progress, null when no upload is running */
    this.percent = null;
    this.problem = '';
  }

  async #chosen(input) {
    const [file] = input.files;
    input.value = '';
    if (!file) return;
    this.problem = await refusalOfPdf(file);
    if (!this.problem) await this.#send(file);
  }

  async #send(file) {
    this.percent = 0;
    try {
      await upload(`/plans/${this.planId}/consent/paper`, file,
        { name: file.name, onProgress: (percent) => (this.percent = percent) });
      notify(t('consentPage.paperUploaded'));
      this.emit('uploaded');
    } catch (problem) {
      this.problem = problem.code === 'request.tooLarge' ? t('pdfFile.tooLarge') : explain(problem);
    }
    this.percent = null;
  }

  render() {
    const busy = this.percent !== null;
    return html`${formError(this.problem)}
      <p class="field-hint" id="paper-hint">${t('consentPage.paperHint')}</p>
      <label class="button button-quiet file-button ${busy ? 'disabled' : ''}">
        ${icon('file-earmark-arrow-up')} <span>${t(this.replaces ? 'consentPage.paperReplace' : 'consentPage.paperChoose')}</span>
        <input
          class="visually-hidden" type="file" accept="application/pdf,.pdf" aria-describedby="paper-hint" ?disabled=${busy}
          @change=${(event) => this.#chosen(event.target)}
        >
      </label>
      <div role="status">${busy ? html`<p class="muted">${this.#progress()}</p>` : nothing}</div>`;
  }

  #progress() {
    const text = this.percent < 100 ? t('pdfFile.sending') : t('pdfFile.checking');
    return html`<label for="paper-progress">${text}</label> <progress id="paper-progress" max="100" value=${this.percent}></progress>`;
  }
}

customElements.define('signed-consent-upload', SignedConsentUpload);
