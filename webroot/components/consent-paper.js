import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { upload } from '../app/upload.js';
import { t } from '../app/i18n.js';
import { formError } from './field.js';
import { icon } from './icon.js';

const LARGEST = 4 * 1024 * 1024;

/** Puts in the consent that was signed on paper (DOC-3). Event: `kept`. */
class ConsentPaper extends SamklangElement {
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
    /** @type {number|null} how much has been sent, null when nothing is */
    this.percent = null;
    this.problem = '';
  }

  async #chosen(input) {
    const [file] = input.files;
    input.value = '';
    this.problem = file ? faultOf(file) : '';
    if (file && !this.problem) await this.#send(file);
  }

  async #send(file) {
    this.percent = 0;
    try {
      await upload(`/plans/${this.planId}/consent/paper`, file, file.name.slice(-200), (percent) => (this.percent = percent));
      notify(t('consentPage.paperKept'));
      this.emit('kept');
    } catch (problem) {
      this.problem = problem.code === 'request.tooLarge' ? t('consentPage.paperTooLarge') : explain(problem);
    }
    this.percent = null;
  }

  render() {
    const busy = this.percent !== null;
    return html`${formError(this.problem)}
      <p class="field-hint" id="paper-hint">${t('consentPage.paperHint')}</p>
      <label class="btn btn-outline-primary file-button ${busy ? 'disabled' : ''}">
        ${icon('file-earmark-arrow-up')} <span>${t(this.replaces ? 'consentPage.paperReplace' : 'consentPage.paperChoose')}</span>
        <input
          class="visually-hidden" type="file" accept="application/pdf,.pdf" aria-describedby="paper-hint" ?disabled=${busy}
          @change=${(event) => this.#chosen(event.target)}
        >
      </label>
      <div role="status">${busy ? html`<p class="quiet">${this.#progress()}</p>` : nothing}</div>`;
  }

  #progress() {
    const words = this.percent < 100 ? t('consentPage.paperSending') : t('consentPage.paperChecking');
    return html`<label for="paper-progress">${words}</label> <progress id="paper-progress" max="100" value=${this.percent}></progress>`;
  }
}

function faultOf({ type, size }) {
  if (type !== 'application/pdf') return t('problem.paper_invalid');
  return size > LARGEST ? t('consentPage.paperTooLarge') : '';
}

customElements.define('consent-paper', ConsentPaper);
