import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { ActionController } from '../../core/action-controller.js';
import { focusAfter } from '../../core/focus.js';
import { formatMoment } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { currentPlan } from './plan.js';
import { t } from '../../core/i18n.js';
import { selectField } from '../../forms/select-field.js';
import { formError, textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { roleName } from '../person/person-badge.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** The coordinators, and the form to hand the plan over (PLAN-6). Event: `plan-changed`. */
class PlanHandover extends SamklangElement {
  static properties = { plan: { attribute: false }, confirming: { state: true } };

  #action = new ActionController(this);
  /** @type {FormController|null} */
  #form = null;

  constructor() {
    super();
    this.plan = null;
    this.confirming = false;
  }

  get autosave() {
    return this.#form?.autosave;
  }

  async firstUpdated() {
    const { id } = this.plan;
    this.#form = new FormController(this, {
      key: `plan-${id}-handover`,
      valuesOf: () => ({ to: '', note: '' }),
      validate: ({ to }) => (to ? {} : { to: 'handover.missing' }),
      send: async ({ to, note }) =>
        this.emit('plan-changed', await api.post(`/plans/${id}/baton`, { to, note: note.trim() || null })),
      savedText: t('handover.asked'),
      onSaved: () => void currentPlan.refresh(),
    });
    await this.#form.open({});
  }

  get #role() {
    return roleName('COORDINATOR', this.plan.type).toLowerCase();
  }

  get #possible() {
    return this.plan.candidates.filter(({ mayTakeOver }) => mayTakeOver);
  }

  async #ask() {
    this.confirming = false;
    if (await this.#form.submit()) {
      this.#form.reset({});
      await focusAfter(this, 'button', 'h2');
    } else {
      const { current } = this.#form.failure ?? {};
      this.emit('plan-changed', current?.id ? current : undefined);
    }
  }

  async #withdraw() {
    if (await this.#action.run(() => api.delete(`/plans/${this.plan.id}/baton`))) {
      notify(t('handover.withdrawn'));
      void currentPlan.refresh();
    }
    this.emit('plan-changed');
    await focusAfter(this, 'select', 'h2');
  }

  render() {
    const { coordinators, baton } = this.plan;
    return html`<section class="panel" aria-labelledby="baton-heading">
      <h2 id="baton-heading">${t('handover.heading')}</h2>
      <p>${t('handover.now', { role: roleName('COORDINATOR', this.plan.type) })}
        <strong>${coordinators.map(({ name }) => name).join(', ')}</strong></p>
      ${formError(this.#action.problem)} ${baton ? this.#pendingRequest(baton) : this.#selection()}
      ${this.confirming ? this.#confirmation() : nothing}
    </section>`;
  }

  #pendingRequest({ from, to, askedAt, note }) {
    const when = formatMoment(askedAt);
    const isMine = from.participantId === currentPlan.home?.me.participantId;
    const text = isMine ? t('handover.waits', { name: to.name, when }) : t('handover.waitsFor', { from: from.name, to: to.name, when });
    return html`<p class="banner banner-info">${icon('hourglass-split')} <span>${text}</span></p>
      ${note ? html`<p>${t('handover.noteWas')}</p><p class="user-text" dir="auto">${note}</p>` : nothing}
      ${this.plan.mayHandOver
        ? html`<p><button type="button" class="button button-quiet" aria-disabled=${this.#action.busy ? 'true' : nothing}
          @click=${this.#withdraw}>${t('handover.withdraw')}</button></p>`
        : nothing}`;
  }

  #selection() {
    if (this.plan.state === 'CLOSED') return nothing;
    if (!this.plan.mayHandOver) return html`<p class="disabled-reason">${t('handover.notSubstitute', { role: this.#role })}</p>`;
    if (!this.plan.consent || this.plan.consent.daysLeft < 0) return html`<p class="disabled-reason">${t('handover.noConsent')}</p>`;
    if (this.#possible.length === 0) return html`<p class="disabled-reason">${t('handover.nobody')}</p>`;
    const form = this.#form;
    if (!form?.values) return nothing;
    if (form.conflict) return conflictChoice(form, (values) => this.#text(values), t('form.draftFound'));
    return html`<form novalidate @submit=${this.#confirmFirst}>
      ${formTop(form)}
      ${selectField({
        name: 'baton-to', label: t('handover.to'), hint: t('handover.hint', { role: this.#role }), value: form.values.to,
        error: form.errorOf('to'),
        options: [{ value: '', text: t('handover.chooseOne') },
          ...this.#possible.map((one) => ({ value: one.participantId, text: `${one.name} (${roleName(one.role, this.plan.type)})` }))],
        onChange: (to) => form.change({ to }),
      })}
      ${textArea({ name: 'baton-note', label: t('handover.note'), hint: t('handover.noteHint'), rows: 4, maxlength: 2000,
        value: form.values.note, error: form.errorOf('note'), onInput: (note) => form.change({ note }) })}
      ${saveLine(form)}
      <p>${submitButton(form, html`${icon('person-up')} ${t('handover.ask')}`, { kind: 'quiet' })}</p>
    </form>`;
  }

  #text({ to, note }) {
    return [this.#nameOf(to), note].filter(Boolean).join('\n\n');
  }

  #nameOf(id) {
    return this.#possible.find(({ participantId }) => participantId === id)?.name;
  }

  #confirmFirst(event) {
    event.preventDefault();
    if (!this.#form.busy) this.confirming = this.#form.check();
  }

  #confirmation() {
    const name = this.#nameOf(this.#form.values.to);
    return html`<confirm-dialog
      harmless .heading=${t('handover.askHeading', { name })}
      .content=${html`<p>${t('handover.askMeans', { name, role: this.#role })}</p>`} .yes=${t('handover.askYes')}
      @confirmed=${this.#ask} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

customElements.define('plan-handover', PlanHandover);
