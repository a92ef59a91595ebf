import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api, newIdempotencyKey } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { selectField } from '../../forms/select-field.js';
import { icon } from '../../design/icon.js';
import { roleName } from './person-badge.js';
import { ownerName } from '../plan/owner-name.js';
import '../plan/plan-choice.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** A coordinator is made one by the plan's others. */
const ROLES = ['PROVIDER', 'NEXT_OF_KIN', 'GUARDIAN'];

/**
 * Adds a strictly confidential person to a plan, for an administrator, who sees nothing of the plan (PERSON-13).
 * Property: `person`, a PersonCard. Event: `added`.
 */
class AddToPlan extends SamklangElement {
  static properties = {
    person: { attribute: false },
    plan: { state: true },
    role: { state: true },
    error: { state: true },
    confirming: { state: true },
  };

  #action = new ActionController(this);
  #key = '';

  constructor() {
    super();
    /** @type {import('contract').PersonCard|null} */
    this.person = null;
    /** @type {import('contract').PlanItem|null} the chosen one */
    this.plan = null;
    this.role = '';
    this.error = '';
    this.confirming = false;
  }

  async #choose(plan) {
    Object.assign(this, { plan, role: '', error: '' });
    await focusAfter(this, plan ? 'select' : 'input');
  }

  async #ask(event) {
    event.preventDefault();
    this.error = this.role ? '' : t('addToPlan.roleMissing');
    if (this.error) return focusAfter(this, 'select');
    this.#key = newIdempotencyKey();
    this.confirming = true;
    return undefined;
  }

  async #add() {
    const names = this.#names;
    const body = { personId: this.person.personId, role: this.role };
    const done = await this.#action.run(() =>
      api.post(`/plans/${this.plan.id}/confidential-participants`, body, { idempotencyKey: this.#key }));
    this.confirming = false;
    if (!done) return focusAfter(this, 'select');
    notify(t('addToPlan.added', names));
    this.emit('added');
    return this.#choose(null);
  }

  get #names() {
    const { firstName, lastName } = this.person;
    return { name: `${firstName} ${lastName}`, owner: this.plan ? ownerName(this.plan) : '' };
  }

  get #problem() {
    return this.#action.failure?.code === 'participant.exists' ? t('addToPlan.exists', this.#names) : this.#action.problem;
  }

  render() {
    return html`<section class="panel" aria-labelledby="add-to-plan-heading">
      <h2 id="add-to-plan-heading">${t('addToPlan.heading')}</h2>
      <p>${t('addToPlan.lead', this.#names)}</p>
      ${this.plan ? this.#details() : html`<plan-choice @chosen=${(event) => this.#choose(event.detail)}></plan-choice>`}
      ${this.confirming ? this.#confirmation() : nothing}
    </section>`;
  }

  #details() {
    return html`<form novalidate @submit=${this.#ask}>
      <p><strong>${t('addToPlan.chosen', this.#names)}</strong> <span class="muted">${t(`planType.${this.plan.type}`)}</span></p>
      ${formError(this.#problem)}
      ${selectField({
        name: 'add-to-plan-role', label: t('addToPlan.role'), value: this.role, error: this.error,
        options: [{ value: '', text: t('addToPlan.roleChoose') },
          ...ROLES.map((value) => ({ value, text: roleName(value, this.plan.type) }))],
        onChange: (role) => Object.assign(this, { role, error: '' }),
      })}
      <p class="actions">
        <button type="submit" class="button button-quiet">${icon('person-plus')} ${t('addToPlan.submit')}</button>
        <button type="button" class="button button-quiet" @click=${() => this.#choose(null)}>${t('addToPlan.otherPlan')}</button>
      </p>
    </form>`;
  }

  #confirmation() {
    return html`<confirm-dialog
      harmless .heading=${t('addToPlan.question', this.#names)} .content=${html`<p>${t('addToPlan.means', this.#names)}</p>`}
      .yes=${t('addToPlan.yes')} ?busy=${this.#action.busy} @confirmed=${this.#add} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

customElements.define('add-to-plan', AddToPlan);
