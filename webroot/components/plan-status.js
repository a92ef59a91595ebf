import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { currentPlan } from '../app/plan.js';
import { FormDraft } from '../app/form-draft.js';
import { formatMoment } from '../app/format.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError, textArea } from './field.js';
import { icon } from './icon.js';
import { saveState } from './save-state.js';
import './version-choice.js';

const LONGEST = 500;

/** The owner tells how things are (HOME-1); the others read it. */
class PlanStatus extends SamklangElement {
  static properties = {
    home: { attribute: false },
    text: { state: true },
    basis: { state: true },
    theirs: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  #draft = null;

  constructor() {
    super();
    this.home = null;
    /** @type {string|null} what is being written, null when nothing is */
    this.text = null;
    this.theirs = null;
    this.problem = '';
    this.busy = false;
  }

  async firstUpdated() {
    if (!this.home.myRights.updateStatus) return;
    this.#draft = new FormDraft(this, `plan-${this.home.id}-status`);
    const kept = await this.#draft.kept();
    if (kept?.text !== undefined && this.text === null) this.#start(kept.text);
  }

  get keeper() {
    return this.#draft?.saver;
  }

  #start(text) {
    this.text = text;
    this.basis = this.home.status.text;
  }

  async #edit() {
    this.#start(this.home.status.text ?? '');
    await this.updateComplete;
    this.querySelector('textarea').focus();
  }

  #typed(text) {
    this.text = text;
    this.#draft.saver.changed({ text });
  }

  async #submit(event) {
    event.preventDefault();
    await this.#save(this.home.version);
  }

  async #save(version) {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      const status = await api.put(`/plans/${this.home.id}/status`, { text: this.text.trim() }, { version });
      currentPlan.statusChanged(status);
      notify(t('status.saved'));
      await this.#finish();
    } catch (problem) {
      this.busy = false;
      await this.#refused(problem);
    }
    this.busy = false;
  }

  async #refused(problem) {
    if (problem.code !== 'version.stale' || !problem.current) {
      this.problem = explain(problem);
      return;
    }
    // Something else in the plan was changed, not this text: go on as if nothing had happened.
    if ((problem.current.text ?? '') === (this.basis ?? '')) await this.#save(problem.current.version);
    else this.theirs = problem.current;
  }

  #keepMine() {
    const { version, text } = this.theirs;
    this.basis = text;
    this.theirs = null;
    void this.#save(version);
  }

  async #takeTheirs() {
    currentPlan.statusChanged(this.theirs);
    await this.#finish();
  }

  async #finish() {
    Object.assign(this, { text: null, theirs: null, problem: '' });
    await this.#draft.drop();
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  render() {
    return html`<section class="panel" aria-labelledby="status-heading">
      <h2 id="status-heading">${t('status.heading')}</h2>
      ${this.text === null ? this.#shown() : this.#form()}
    </section>`;
  }

  #shown() {
    const { text, updatedAt } = this.home.status;
    return html`
      ${text ? html`<p class="status-text">${text}</p><p class="quiet">${t('status.updated', { when: formatMoment(updatedAt) })}</p>` : html`<p class="quiet">${t('status.none')}</p>`}
      ${this.home.myRights.updateStatus
        ? html`<button type="button" class="btn btn-outline-primary" @click=${this.#edit}>${icon('pencil')} ${t('status.edit')}</button>`
        : nothing}
    `;
  }

  #form() {
    if (this.theirs) {
      return html`<version-choice
        .mine=${this.text} .theirs=${this.theirs.text ?? ''} .explanation=${t('status.conflict')}
        @keep-mine=${this.#keepMine} @take-theirs=${this.#takeTheirs}
      ></version-choice>`;
    }
    return html`<form novalidate @submit=${this.#submit}>
      ${formError(this.problem)}
      ${textArea({ name: 'status', label: t('status.label'), hint: t('status.hint'), value: this.text, rows: 4, maxlength: LONGEST, onInput: (text) => this.#typed(text) })}
      ${saveState(this.#draft.saver)}
      <p class="actions">
        <button type="submit" class="btn btn-outline-primary" ?disabled=${this.busy}>${t('status.save')}</button>
        <button type="button" class="btn btn-link" ?disabled=${this.busy} @click=${this.#finish}>${t('status.cancel')}</button>
      </p>
    </form>`;
  }
}

customElements.define('plan-status', PlanStatus);
