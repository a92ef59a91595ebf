import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const POLL_MS = 1_500;

const isUnderWay = ({ state }) => state === 'MAKING' || state === 'SENDING';

/**
 * How far an archive has come (PLAN-3): asks until the receipt has come, or it has failed. Event: `received` with the archive, once
 * the receipt comes while it is shown.
 */
class ArchiveProgress extends SamklangElement {
  static properties = { archive: { attribute: false }, planId: { attribute: false } };

  #action = new ActionController(this);
  #timer;

  constructor() {
    super();
    /** @type {import('contract').PlanArchive|null} */
    this.archive = null;
    this.planId = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#waitIfUnderWay();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  updated(changed) {
    if (changed.has('archive')) this.#waitIfUnderWay();
  }

  #waitIfUnderWay() {
    clearTimeout(this.#timer);
    if (this.archive && isUnderWay(this.archive)) this.#timer = setTimeout(() => this.#ask(), POLL_MS);
  }

  async #ask() {
    try {
      const archive = await api.get(this.#path, { background: true });
      if (!this.isConnected) return;
      this.archive = archive;
      if (archive.state === 'RECEIVED') this.emit('received', archive);
      if (archive.state === 'FAILED') this.emit('failed', archive);
    } catch {
      this.#waitIfUnderWay(); // a lost line says so itself
    }
  }

  get #path() {
    return `/plans/${this.planId}/archive/${this.archive.id}`;
  }

  #retry() {
    return this.#action.run(async () => (this.archive = await api.post(`${this.#path}/retry`)));
  }

  render() {
    if (!this.archive) return nothing;
    const { state, progress } = this.archive;
    return html`<div class="archive-progress">
      ${isUnderWay(this.archive)
        ? html`<progress class="progress" max="100" value=${progress} aria-label=${t('archive.progress')}></progress>` : nothing}
      <div role="status">${this.#said(state)}</div>
      ${formError(this.#action.problem)} ${this.#again()}
    </div>`;
  }

  #said(state) {
    const { failure, nextAttemptAt, archivedAt } = this.archive;
    if (state === 'RECEIVED') {
      return html`<p>${icon('check-circle')} ${t('archive.received', { at: formatStamp(archivedAt) })}</p>`;
    }
    if (!failure) return html`<p>${t(`archive.now.${state}`)}</p>`;
    return html`<p class="banner">${icon('exclamation-triangle-fill')} <span>${t(`archive.failure.${failure}`)}
      ${nextAttemptAt ? t('archive.again') : nothing} ${state === 'FAILED' ? t('archive.nothingLost') : nothing}</span></p>`;
  }

  /** What who asked for it has lost access to isn't made by trying again. */
  #again() {
    const { failure } = this.archive;
    if (!failure || failure === 'ACCESS_LOST') return nothing;
    const { busy } = this.#action;
    return html`<p><button type="button" class="button button-quiet" aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing}
      @click=${() => !busy && this.#retry()}>${icon('arrow-clockwise')} ${t('archive.retry')}</button></p>`;
  }
}

customElements.define('archive-progress', ArchiveProgress);
