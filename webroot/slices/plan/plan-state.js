import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { today } from '../../core/dates.js';
import { focusAfter } from '../../core/focus.js';
import { formatDate } from '../../core/format.js';
import { currentPlan } from './plan.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import '../../forms/error-summary.js';
import { icon } from '../../design/icon.js';
import '../../design/confirm-dialog.js';
import '../archive/archive-first.js';
import './texts.js';

/** Closes and reopens a plan (PLAN-2, PLAN-5). Event: `plan-changed`. */
class PlanState extends SamklangElement {
  static properties = {
    plan: { attribute: false },
    confirming: { state: true },
    archived: { state: true },
    needsSecondPlanConfirmation: { state: true },
  };

  #form = new FormController(this, {
    valuesOf: () => ({ endDate: today() }),
    send: ({ endDate }) => api.put(`/plans/${this.plan.id}/state`, this.#change(endDate)),
    savedText: ({ state }) => t(state === 'CLOSED' ? 'administer.closed' : 'administer.reopened'),
    onSaved: (plan) => this.#changed(plan),
    onRefused: ({ code }) => this.#refused(code),
  });

  constructor() {
    super();
    this.plan = null;
    this.confirming = false;
    /** Whether it has been archived while it is asked about closing. */
    this.archived = false;
    this.needsSecondPlanConfirmation = false;
  }

  async #ask() {
    await this.#form.open(this.plan);
    Object.assign(this, { confirming: true, archived: false, needsSecondPlanConfirmation: false });
  }

  #cancel() {
    this.confirming = false;
    this.#form.reset(this.plan);
  }

  #change(endDate) {
    return this.plan.state === 'ACTIVE' ? { state: 'CLOSED', endDate: endDate || null }
      : { state: 'ACTIVE', secondPlan: this.needsSecondPlanConfirmation };
  }

  #changed(plan) {
    this.confirming = false;
    this.emit('plan-changed', plan);
    void focusAfter(this, 'h2');
    void currentPlan.refresh();
  }

  #refused(code) {
    this.needsSecondPlanConfirmation ||= code === 'plan.secondActiveIp';
    return code === 'plan.secondActiveIp';
  }

  render() {
    const { mayClose, mayReopen, state } = this.plan;
    if (state === 'ACTIVE' && !mayClose) return nothing;
    return html`<section class="panel" aria-labelledby="state-heading">
      <h2 id="state-heading">${state === 'CLOSED' ? html`${icon('lock-fill')} ${t('administer.isClosed')}`
        : t('administer.closeHeading')}</h2>
      ${state === 'CLOSED' ? this.#closed(mayReopen) : this.#open()} ${this.#reopenings()}
      ${this.confirming ? this.#confirmation() : nothing}
    </section>`;
  }

  #open() {
    return html`<p>${t('administer.closeLead')}</p>
      <p><button type="button" class="button button-danger" @click=${this.#ask}>${icon('lock')} ${t('administer.close')}</button></p>`;
  }

  #closed(mayReopen) {
    return html`<p>${t('administer.closedOn', { date: formatDate(this.plan.endDate) })}</p>
      ${mayReopen
        ? html`<p><button type="button" class="button button-quiet"
          @click=${this.#ask}>${icon('unlock')} ${t('administer.reopen')}</button></p>`
        : html`<p class="disabled-reason">${t('administer.onlyAdminReopens')}</p>`}`;
  }

  /** How often it was opened again, and by whom (PLAN-5). */
  #reopenings() {
    const { reopenings } = this.plan;
    if (!reopenings.length) return nothing;
    return html`<p>${t('administer.reopenedTimes', { n: reopenings.length })}</p>
      <ul>${reopenings.map(({ at, by }) => html`<li>${t('administer.reopenedBy', { date: formatDate(at), by })}</li>`)}</ul>`;
  }

  // What is archived is what the duty of documentation asks for (PLAN-2, PLAN-3).
  #archiveFirst() {
    const { archivedAt, id } = this.plan;
    if (currentPlan.home?.practiceUntil) return nothing;
    return html`<p class="banner">${icon('archive')} <span>${archivedAt
      ? t('administer.archivedAt', { date: formatDate(archivedAt) }) : t('administer.notArchived')}</span></p>
      <archive-first .planId=${id} @received=${() => this.#closeArchived()}></archive-first>`;
  }

  #closeArchived() {
    this.archived = true;
    void this.#form.submit();
  }

  #confirmation() {
    const closing = this.plan.state === 'ACTIVE';
    const form = this.#form;
    const content = html`<p>${t(closing ? 'administer.closeMeans' : 'administer.reopenMeans')}</p>
      <error-summary .errors=${form.errors}></error-summary>
      ${closing
        ? html`${this.#archiveFirst()} ${textField({ name: 'endDate', label: t('administer.endDate'), hint: t('administer.endDateHint'),
          type: 'date', value: form.values.endDate, error: form.errorOf('endDate'), onInput: (endDate) => form.change({ endDate }) })}`
        : nothing}
      ${this.needsSecondPlanConfirmation ? html`<div role="alert"><p
        class="banner">${icon('exclamation-triangle-fill')} <span>${t('administer.reopenSecond')}</span></p></div>`
          : nothing}`;
    const closeYes = this.archived ? 'closeYes' : 'closeUnarchived';
    const yes = closing ? closeYes : this.needsSecondPlanConfirmation ? 'reopenSecondYes' : 'reopenYes';
    return html`<confirm-dialog
      ?harmless=${!closing} .heading=${t(closing ? 'administer.closeQuestion' : 'administer.reopenQuestion')} .content=${content}
      .yes=${t(`administer.${yes}`)} .no=${t(closing ? 'administer.closeNo' : 'status.cancel')} ?busy=${form.busy} .problem=${form.problem}
      @confirmed=${() => form.submit()} @cancelled=${this.#cancel}
    ></confirm-dialog>`;
  }
}

customElements.define('plan-state', PlanState);
