import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from './plan.js';
import './texts.js';

const MAX_LENGTH = 500;

/** The status text, edited by the owner or the coordinator for them (HOME-1). */
class PlanStatus extends SamklangElement {
  static properties = { home: { attribute: false }, editing: { state: true } };

  /** @type {FormController|null} null for those who may not change it */
  #form = null;

  constructor() {
    super();
    this.home = null;
    this.editing = false;
  }

  async firstUpdated() {
    if (!this.home.myRights.updateStatus) return;
    const { id } = this.home;
    const form = new FormController(this, {
      key: `plan-${id}-status`,
      valuesOf: ({ text }) => ({ text: text ?? '' }),
      send: ({ text }, { version }) => api.put(`/plans/${id}/status`, { text: text.trim() }, { version }),
      savedText: t('status.saved'),
      onSaved: (status) => this.#saved(status),
      onRestored: () => (this.editing = true),
    });
    this.#form = form;
    await form.open(this.#status);
    this.editing ||= form.restored;
  }

  updated(changed) {
    if (changed.has('home')) this.#form?.update(this.#status);
  }

  // Every change of the start page raises its version, which is the one to be sent.
  get #status() {
    return { ...this.home.status, version: this.home.version };
  }

  get autosave() {
    return this.#form?.autosave;
  }

  async #edit() {
    this.editing = true;
    await focusAfter(this, 'textarea');
  }

  #saved(status) {
    currentPlan.statusChanged(status);
    return this.#form.isChanged ? undefined : this.#close(); // open while something typed since isn't saved
  }

  async #cancel() {
    if (await this.#form.discard()) await this.#close();
  }

  async #close() {
    this.editing = false;
    await focusAfter(this, 'button');
  }

  render() {
    return html`<section class="panel" aria-labelledby="status-heading">
      <h2 id="status-heading">${t('status.heading')}</h2>
      ${this.editing && this.#form?.values ? this.#fields() : this.#view()}
    </section>`;
  }

  #view() {
    const { text, updatedAt, by } = this.home.status;
    const { owner, me } = this.home;
    const isByOwner = !by || by === `${owner.firstName} ${owner.lastName}`;
    return html`
      ${text ? html`<p class="status-text">${text}</p><p class="muted">${t(isByOwner
        ? 'status.updated' : 'status.updatedBy', { when: formatMoment(updatedAt), name: by })}</p>`
        : html`<p class="muted">${t('status.none')}</p>`}
      ${this.home.myRights.updateStatus
        ? html`<button type="button" class="button button-quiet" @click=${this.#edit}>${icon('pencil')} ${t('status.edit')}</button>`
        : nothing}
      ${me.role === 'OWNER' ? html`<p><a class="standalone-link"
        href="/planer/${this.home.id}/om-meg/statuser">${t('status.earlier')}</a></p>`
        : nothing}
    `;
  }

  #fields() {
    const form = this.#form;
    if (form.conflict) return conflictChoice(form, ({ text }) => text, t('status.conflict'));
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textArea({ name: 'status', label: t('status.label'), hint: t('status.hint'), value: form.values.text, rows: 4,
        maxlength: MAX_LENGTH, error: form.errorOf('text'), onInput: (text) => form.change({ text }) })}
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t('status.save'), { kind: 'quiet' })}
        <button type="button" class="button button-link" @click=${this.#cancel}>${t('status.cancel')}</button>
      </p>
    </form>`;
  }
}

customElements.define('plan-status', PlanStatus);
