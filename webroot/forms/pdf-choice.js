import { html, nothing } from 'lit';
import { SamklangElement } from '../core/element.js';
import { formatBytes } from '../core/format.js';
import { t } from '../core/i18n.js';
import { icon } from '../design/icon.js';
import { errorOf } from './field.js';
import { refusalOfPdf } from './pdf-file.js';

/**
 * Chooses a PDF, and shows how far it has been sent. `file` is the chosen one; `percent` is null when nothing is being sent.
 * Event: `chosen` with the file, after it was looked at.
 */
class PdfChoice extends SamklangElement {
  static properties = {
    label: { attribute: false },
    hint: { attribute: false },
    file: { attribute: false },
    error: { attribute: false },
    percent: { attribute: false },
    locked: { attribute: false },
    refusal: { state: true },
  };

  constructor() {
    super();
    this.label = '';
    this.hint = '';
    /** @type {File|null} */
    this.file = null;
    this.error = '';
    /** @type {number|null} */
    this.percent = null;
    /** Whether no other file can be chosen any more. */
    this.locked = false;
    this.refusal = '';
  }

  async #choose(input) {
    const [file] = input.files;
    input.value = '';
    if (!file) return;
    this.refusal = await refusalOfPdf(file);
    if (!this.refusal) this.emit('chosen', file);
  }

  render() {
    const busy = this.percent !== null;
    const error = this.refusal || this.error;
    const described = [error && 'file-error', this.hint && 'file-hint'].filter(Boolean).join(' ');
    return html`<div class="field pdf-choice">
      ${this.hint ? html`<p class="field-hint" id="file-hint">${this.hint}</p>` : nothing}
      ${this.file ? html`<p class="pdf-choice-file">${icon('file-earmark-pdf')} <bdi>${this.file.name}</bdi>
        <span class="muted">${formatBytes(this.file.size)}</span></p>` : nothing}
      ${this.locked ? nothing : html`<label class="button button-quiet file-button ${busy ? 'disabled' : ''}">
        ${icon('file-earmark-arrow-up')} <span>${this.file ? t('pdfFile.other') : this.label}</span>
        <input class="visually-hidden" id="file" type="file" accept="application/pdf,.pdf" ?disabled=${busy}
          aria-invalid=${error ? 'true' : nothing} aria-describedby=${described || nothing}
          @change=${(event) => this.#choose(event.target)}>
      </label>`}
      <div role="alert">${errorOf({ name: 'file', error })}</div>
      <div role="status">${busy ? this.#progress() : nothing}</div>
    </div>`;
  }

  #progress() {
    return html`<p class="muted"><label for="file-progress">${t(this.percent < 100 ? 'pdfFile.sending' : 'pdfFile.checking')}</label>
      <progress id="file-progress" max="100" value=${this.percent}></progress></p>`;
  }
}

customElements.define('pdf-choice', PdfChoice);
