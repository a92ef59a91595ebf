import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { today } from '../app/days.js';
import { Doing } from '../app/doing.js';
import { formatDate } from '../app/format.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError, textField } from './field.js';
import { icon } from './icon.js';
import './modal-dialog.js';

/** The end of a plan, and going on after all (PLAN-2, PLAN-5). Event: `plan-changed`. */
class PlanState extends SamklangElement {
  static properties = { plan: { attribute: false }, asks: { state: true }, second: { state: true }, endDate: { state: true } };

  #doing = new Doing(this);

  constructor() {
    super();
    this.plan = null;
    this.asks = false;
    this.second = false;
    this.endDate = '';
  }

  #ask() {
    Object.assign(this, { asks: true, second: false, endDate: today() });
  }

  async #change(state) {
    const body = state === 'CLOSED' ? { state, endDate: this.endDate || null } : { state, secondPlan: this.second };
    const done = await this.#doing.run(async () => this.emit('plan-changed', await api.put(`/plans/${this.plan.id}/state`, body)));
    if (!done) {
      if (this.#doing.refusal?.code === 'plan.secondActiveIp') this.second = true;
      return;
    }
    this.asks = false;
    notify(t(state === 'CLOSED' ? 'administer.closed' : 'administer.reopened'));
    void currentPlan.refresh();
  }

  render() {
    const { mayClose, mayReopen, state } = this.plan;
    if (state === 'ACTIVE' && !mayClose) return nothing;
    return html`<section class="panel" aria-labelledby="state-heading">
      <h2 id="state-heading">${state === 'CLOSED' ? html`${icon('lock-fill')} ${t('administer.isClosed')}` : t('administer.closeHeading')}</h2>
      ${state === 'CLOSED' ? this.#closed(mayReopen) : this.#open()} ${this.asks ? this.#question() : nothing}
    </section>`;
  }

  #open() {
    return html`<p>${t('administer.closeLead')}</p>
      <p><button type="button" class="btn btn-outline-primary" @click=${this.#ask}>${icon('lock')} ${t('administer.close')}</button></p>`;
  }

  #closed(mayReopen) {
    return html`<p>${t('administer.closedOn', { date: formatDate(this.plan.endDate) })}</p>
      ${mayReopen
        ? html`<p><button type="button" class="btn btn-outline-primary" @click=${this.#ask}>${icon('unlock')} ${t('administer.reopen')}</button></p>`
        : html`<p class="why-not">${t('administer.onlyAdminReopens')}</p>`}`;
  }

  #question() {
    const closing = this.plan.state === 'ACTIVE';
    const error = this.#doing.refusal?.errorOf?.('endDate');
    const content = html`<p>${t(closing ? 'administer.closeMeans' : 'administer.reopenMeans')}</p>
      ${closing ? textField({ name: 'endDate', label: t('administer.endDate'), hint: t('administer.endDateHint'), type: 'date', value: this.endDate, error: error ? explainField(error) : '', onInput: (endDate) => (this.endDate = endDate) }) : nothing}
      ${this.second ? html`<div role="alert"><p class="banner">${icon('exclamation-triangle-fill')} <span>${t('administer.reopenSecond')}</span></p></div>` : formError(error ? '' : this.#doing.problem)}
      <div class="actions">
        <button type="button" class="btn btn-primary" ?disabled=${this.#doing.busy} @click=${() => this.#change(closing ? 'CLOSED' : 'ACTIVE')}>${t(closing ? 'administer.closeYes' : this.second ? 'administer.reopenSecondYes' : 'administer.reopenYes')}</button>
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.#doing.busy} @click=${() => (this.asks = false)}>${t(closing ? 'administer.closeNo' : 'status.cancel')}</button>
      </div>`;
    const heading = t(closing ? 'administer.closeQuestion' : 'administer.reopenQuestion');
    return html`<modal-dialog .heading=${heading} .content=${content} @cancelled=${() => (this.asks = false)}></modal-dialog>`;
  }
}

customElements.define('plan-state', PlanState);
