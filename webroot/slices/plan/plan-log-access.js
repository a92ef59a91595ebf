import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { currentPlan } from './plan.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** Opens the log to all participants, or closes it (PLAN-4). Event: `plan-changed` with the plan. */
class PlanLogAccess extends SamklangElement {
  static properties = { plan: { attribute: false }, confirming: { state: true } };

  #action = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').PlanAdministration|null} */
    this.plan = null;
    this.confirming = false;
  }

  async #change() {
    const open = !this.plan.logOpen;
    const done = await this.#action.run(async () =>
      this.emit('plan-changed', await api.put(`/plans/${this.plan.id}/log-access`, { open })));
    if (!done) return;
    this.confirming = false;
    void focusAfter(this, 'h2');
    notify(t(open ? 'logAccess.opened' : 'logAccess.closed'));
    void currentPlan.refresh();
  }

  render() {
    const { logOpen, mayOpenLog } = this.plan;
    return html`<section class="panel" aria-labelledby="log-access-heading">
      <h2 id="log-access-heading">${t('logAccess.heading')}</h2>
      <p>${icon(logOpen ? 'people' : 'lock')} ${t(logOpen ? 'logAccess.isOpen' : 'logAccess.isClosed')}</p>
      ${mayOpenLog ? html`<p><button type="button" class="button button-quiet"
        @click=${() => (this.confirming = true)}>${icon(logOpen ? 'lock' : 'unlock')} ${t(logOpen ? 'logAccess.close' : 'logAccess.open')}
      </button></p>` : nothing}
      ${this.confirming ? this.#confirmation(logOpen) : nothing}
    </section>`;
  }

  #confirmation(logOpen) {
    return html`<confirm-dialog
      harmless .heading=${t(logOpen ? 'logAccess.closeQuestion' : 'logAccess.openQuestion')}
      .content=${html`<p>${t(logOpen ? 'logAccess.closeMeans' : 'logAccess.openMeans')}</p>`}
      .yes=${t(logOpen ? 'logAccess.closeYes' : 'logAccess.openYes')} ?busy=${this.#action.busy} .problem=${this.#action.problem}
      @confirmed=${() => this.#change()} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

customElements.define('plan-log-access', PlanLogAccess);
