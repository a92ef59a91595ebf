import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from '../plan/plan.js';
import { wholeArchive } from './archive-parts.js';
import './archive-progress.js';
import './texts.js';

/** Archives the whole plan before something that ends it (PLAN-2). Event: `received`, when the receipt has come. */
class ArchiveFirst extends SamklangElement {
  static properties = { planId: { attribute: false }, archive: { state: true } };

  #action = new ActionController(this);
  #key = crypto.randomUUID();

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').PlanArchive|null} */
    this.archive = null;
  }

  #start() {
    return this.#action.run(async () => {
      const order = wholeArchive(currentPlan.home);
      this.archive = await api.post(`/plans/${this.planId}/archive`, order, { idempotencyKey: this.#key });
    });
  }

  render() {
    const { busy, problem } = this.#action;
    if (this.archive) return html`<archive-progress .archive=${this.archive} .planId=${this.planId}></archive-progress>`;
    if (!currentPlan.home?.myRights.archive) return nothing;
    return html`${formError(problem)}
      <p><button type="button" class="button button-primary" aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing}
        @click=${() => !busy && this.#start()}>${icon('archive')} ${t('archive.first')}</button></p>`;
  }
}

customElements.define('archive-first', ArchiveFirst);
