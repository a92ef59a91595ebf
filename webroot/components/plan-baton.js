import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { Doing } from '../app/doing.js';
import { formatMoment } from '../app/format.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { t } from '../app/i18n.js';
import { choiceField } from './choice-field.js';
import { formError } from './field.js';
import { icon } from './icon.js';
import { roleName } from './person-badge.js';
import './modal-dialog.js';

/** Who runs the plan, and asking another to take over (PLAN-6). Event: `plan-changed`. */
class PlanBaton extends SamklangElement {
  static properties = { plan: { attribute: false }, to: { state: true }, asks: { state: true } };

  #doing = new Doing(this);

  constructor() {
    super();
    this.plan = null;
    this.to = '';
    this.asks = false;
  }

  get #role() {
    return roleName('COORDINATOR', this.plan.type).toLowerCase();
  }

  get #possible() {
    return this.plan.candidates.filter(({ mayTakeOver }) => mayTakeOver);
  }

  async #ask() {
    this.asks = false;
    const done = await this.#doing.run(async () => this.emit('plan-changed', await api.post(`/plans/${this.plan.id}/baton`, { to: this.to })));
    if (done) this.#told('baton.asked');
    else this.emit('plan-changed', this.#doing.refusal.current?.id ? this.#doing.refusal.current : undefined);
  }

  async #takeBack() {
    if (await this.#doing.run(() => api.delete(`/plans/${this.plan.id}/baton`))) this.#told('baton.takenBack');
    this.emit('plan-changed');
  }

  #told(words) {
    this.to = '';
    notify(t(words));
    void currentPlan.refresh();
  }

  render() {
    const { coordinators, baton } = this.plan;
    return html`<section class="panel" aria-labelledby="baton-heading">
      <h2 id="baton-heading">${t('baton.heading')}</h2>
      <p>${t('baton.now', { role: this.#role })} <strong>${coordinators.map(({ name }) => name).join(', ')}</strong></p>
      ${formError(this.#doing.problem)} ${baton ? this.#waits(baton) : this.#choose()}
      ${this.asks ? this.#sure() : nothing}
    </section>`;
  }

  #waits({ from, to, askedAt }) {
    return html`<p class="banner banner-info">${icon('hourglass-split')} <span>${t('baton.waitsFor', { from: from.name, to: to.name, when: formatMoment(askedAt) })}</span></p>
      ${this.plan.mayHandOver
        ? html`<p><button type="button" class="btn btn-outline-primary" ?disabled=${this.#doing.busy} @click=${this.#takeBack}>${t('baton.takeBack')}</button></p>`
        : nothing}`;
  }

  #choose() {
    if (this.plan.state === 'CLOSED') return nothing;
    if (!this.plan.mayHandOver) return html`<p class="why-not">${t('baton.notSubstitute')}</p>`;
    if (!this.plan.consent || this.plan.consent.daysLeft < 0) return html`<p class="why-not">${t('baton.noConsent')}</p>`;
    if (this.#possible.length === 0) return html`<p class="why-not">${t('baton.nobody')}</p>`;
    return html`${choiceField({
        name: 'baton-to', label: t('baton.to'), hint: t('baton.hint', { role: this.#role }), value: this.to,
        options: [{ value: '', words: t('baton.chooseOne') }, ...this.#possible.map((one) => ({ value: one.participantId, words: `${one.name} (${roleName(one.role, this.plan.type)})` }))],
        onChange: (to) => (this.to = to),
      })}
      <p><button type="button" class="btn btn-outline-primary" ?disabled=${this.#doing.busy} @click=${this.#askFirst}>${icon('person-up')} ${t('baton.ask')}</button></p>`;
  }

  #askFirst() {
    if (this.to) this.asks = true;
    else this.querySelector('select').focus();
  }

  #sure() {
    const name = this.#possible.find(({ participantId }) => participantId === this.to)?.name;
    const content = html`<p>${t('baton.askMeans', { name, role: this.#role })}</p>
      <div class="actions">
        <button type="button" class="btn btn-primary" @click=${() => this.#ask()}>${t('baton.askYes')}</button>
        <button type="button" class="btn btn-outline-primary" @click=${() => (this.asks = false)}>${t('status.cancel')}</button>
      </div>`;
    return html`<modal-dialog .heading=${t('baton.askHeading', { name })} .content=${content} @cancelled=${() => (this.asks = false)}></modal-dialog>`;
  }
}

customElements.define('plan-baton', PlanBaton);
