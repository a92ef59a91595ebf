import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { ActionController } from '../../core/action-controller.js';
import { focusAfter } from '../../core/focus.js';
import { notify } from '../../core/notify.js';
import { explainField } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { roleName } from '../person/person-badge.js';
import '../../design/confirm-dialog.js';
import '../person/person-search.js';
import './texts.js';

/** Names a coordinator for a plan that has none who can log in (PLAN-6). Event: `plan-changed`. */
class PlanCoordinatorChoice extends SamklangElement {
  static properties = { plan: { attribute: false }, chosen: { state: true } };

  #action = new ActionController(this);

  constructor() {
    super();
    this.plan = null;
    /** @type {import('contract').PersonHit|null} */
    this.chosen = null;
  }

  async #name() {
    const { chosen } = this;
    const body = { personId: chosen.personId };
    const done = await this.#action.run(async () =>
      this.emit('plan-changed', await api.post(`/plans/${this.plan.id}/coordinator`, body)));
    this.chosen = null;
    if (done) notify(t('coordinatorChoice.named', { name: `${chosen.firstName} ${chosen.lastName}`, role: this.#role }));
    else await focusAfter(this, 'input');
  }

  get #role() {
    return roleName('COORDINATOR', this.plan.type).toLowerCase();
  }

  get #problem() {
    const [error] = this.#action.failure?.errors ?? [];
    return error ? explainField(error.code) : this.#action.problem;
  }

  render() {
    return html`<section class="panel" aria-labelledby="choice-heading">
      <h2 id="choice-heading">${icon('exclamation-triangle-fill')} ${t('coordinatorChoice.heading')}</h2>
      <p>${t('coordinatorChoice.lead', { role: this.#role })}</p>
      ${formError(this.#problem)}
      <person-search .label=${t('createPlan.coordinatorName', { role: this.#role })}
        @chosen=${(event) => (this.chosen = event.detail)}></person-search>
      ${this.chosen ? this.#confirmation() : nothing}
    </section>`;
  }

  #confirmation() {
    const name = `${this.chosen.firstName} ${this.chosen.lastName}`;
    return html`<confirm-dialog
      harmless .heading=${t('coordinatorChoice.question', { name, role: this.#role })}
      .content=${html`<p>${t('coordinatorChoice.means', { name })}</p>`} .yes=${t('coordinatorChoice.yes')} ?busy=${this.#action.busy}
      @confirmed=${this.#name} @cancelled=${() => (this.chosen = null)}
    ></confirm-dialog>`;
  }
}

customElements.define('plan-coordinator-choice', PlanCoordinatorChoice);
