import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { download } from '../../core/download.js';
import { EventController } from '../../core/event-controller.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { errorOf, formError, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { mayPrintForm, printableParts } from './print-parts.js';
import './ordered-print.js';
import './print-preview.js';
import './texts.js';

const NEW_PRINT = { parts: [], history: false, comments: false, reason: '' };

/** Prints chosen parts of the plan (PRINT-1): a preview in the page, and a PDF for which a reason is given. */
class PrintPage extends Page {
  static properties = { content: { state: true }, ordered: { state: true } };

  /** @type {FormController|null} */
  #form = null;
  #preview = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').PrintContent|null} */
    this.content = null;
    /** @type {import('contract').OrderedPrint|null} */
    this.ordered = null;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values?.reason ?? '';
  }

  get #api() {
    return `/plans/${this.params.planId}/prints`;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.#form) return;
    this.#form = new FormController(this, {
      key: `plan-${this.params.planId}-print`,
      validate: ({ parts, reason }) => ({ ...noParts(parts), ...(reason.trim() ? {} : { reason: 'required' }) }),
      send: (values, { idempotencyKey }) => api.post(this.#api, values, { idempotencyKey }),
      savedText: t('print.ready'),
      onSaved: (ordered) => this.#show(ordered),
    });
    void this.#form.open({ ...NEW_PRINT, parts: this.#asked() });
  }

  /** The part that the link here was about. */
  #asked() {
    const part = this.query.get('del');
    return part ? [part] : [];
  }

  async #show(ordered) {
    this.ordered = ordered;
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector('#print-ready'))?.focus();
  }

  #again() {
    this.ordered = null;
    void this.#form.open(NEW_PRINT);
  }

  #selection() {
    const { parts, history, comments } = this.#form.values;
    const readable = printableParts(currentPlan.home);
    return { parts: parts.filter((part) => readable.includes(part)), history, comments };
  }

  async #look() {
    const done = await this.#preview.run(async () => (this.content = await api.post(`${this.#api}/preview`, this.#selection())));
    await this.updateComplete;
    if (done) /** @type {HTMLElement|null} */ (this.querySelector('#print-preview-title'))?.focus();
  }

  async #downloadPreview() {
    await this.#preview.run(async () => {
      const idempotencyKey = crypto.randomUUID();
      const { url } = await api.post(this.#api, { ...this.#selection(), preview: true }, { idempotencyKey });
      await download(url, t('print.fileName'));
    });
  }

  #toggle(part, checked) {
    const others = this.#form.values.parts.filter((one) => one !== part);
    this.#form.change({ parts: checked ? [...others, part] : others });
  }

  render() {
    const { home } = currentPlan;
    if (!this.#form?.values || !home) return loading();
    if (!mayPrintForm(home)) return deniedPage(this.unsavedText);
    return html`<section class="page page-reading">
      <p class="back-line"><a href="/planer/${this.params.planId}">${icon('chevron-left')} ${t('print.back')}</a></p>
      <h1>${t('print.heading')}</h1>
      ${this.ordered ? html`<ordered-print .ordered=${this.ordered} @again=${this.#again}></ordered-print>` : this.#choice(home)}
      ${home.myRights.archive ? html`<p><a class="link-with-icon" href="/planer/${this.params.planId}/arkiv">${icon('archive')}
        ${t('print.archive')}</a></p>` : nothing}
    </section>`;
  }

  #choice(home) {
    const form = this.#form;
    return html`<p class="lead">${t('print.lead')}</p>
      <form class="panel" novalidate @submit=${(event) => form.submit(event)}>
        ${formTop(form)} ${this.#parts(home)} ${formError(this.#preview.problem)}
        ${textField({ name: 'reason', label: t('print.reason'), hint: t('print.reasonHint'), value: form.values.reason, maxlength: 300,
          required: true, error: form.errorOf('reason'), onInput: (reason) => form.change({ reason }) })}
        ${saveLine(form)}
        <p class="actions">${submitButton(form, t('print.order'), { busyLabel: t('print.ordering') })} ${this.#previewButton()}</p>
      </form>
      ${this.content ? html`<print-preview .content=${this.content} .planId=${this.params.planId}></print-preview>
        <p><button type="button" class="button button-link" @click=${this.#downloadPreview}>${icon('file-earmark-pdf')}
          ${t('print.previewFile')}</button></p>` : nothing}`;
  }

  #previewButton() {
    const { busy } = this.#preview;
    const isOff = busy || this.#form.values.parts.length === 0;
    return html`<button type="button" class="button button-quiet" aria-busy=${busy} aria-disabled=${isOff ? 'true' : nothing}
      @click=${() => !isOff && this.#look()}>${icon('eye')} ${t(busy ? 'print.previewing' : 'print.preview')}</button>`;
  }

  #parts(home) {
    const { parts, history, comments } = this.#form.values;
    const error = this.#form.errorOf('parts');
    return html`<fieldset class="field" id="parts" aria-describedby=${error ? 'parts-error' : nothing}>
      <legend class="label">${t('print.parts')}</legend>
      ${printableParts(home).map((part) => html`${this.#check(part, t(`print.part.${part}`), parts.includes(part), error,
        (checked) => this.#toggle(part, checked))}
        ${part === 'GOALS' && parts.includes('GOALS') ? html`<div class="print-more">
          ${this.#check('history', t('print.history'), history, '', (checked) => this.#form.change({ history: checked }))}
          ${this.#check('comments', t('print.comments'), comments, '', (checked) => this.#form.change({ comments: checked }))}
        </div>` : nothing}`)}
      ${errorOf({ name: 'parts', error })}
    </fieldset>`;
  }

  #check(name, label, checked, error, onChange) {
    return html`<label class="check"><input class="choice" type="checkbox" name=${name} .checked=${checked}
      aria-invalid=${error ? 'true' : nothing} @change=${(event) => onChange(event.target.checked)}> <span>${label}</span></label>`;
  }
}

function noParts(parts) {
  return parts.length ? {} : { parts: 'print.noParts' };
}

customElements.define('page-print', PrintPage);
