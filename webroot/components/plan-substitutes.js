import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { today } from '../app/days.js';
import { Doing } from '../app/doing.js';
import { formatDate } from '../app/format.js';
import { notify } from '../app/notify.js';
import { explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { choiceField } from './choice-field.js';
import { focusFirstError, formError, textField } from './field.js';
import { icon } from './icon.js';
import { roleName } from './person-badge.js';

/** Who stands in for the one who runs the plan, and when (PLAN-6). Event: `plan-changed`. */
class PlanSubstitutes extends SamklangElement {
  static properties = {
    plan: { attribute: false },
    who: { state: true },
    from: { state: true },
    until: { state: true },
    errors: { state: true },
  };

  #doing = new Doing(this);

  constructor() {
    super();
    this.plan = null;
    this.errors = {};
    this.#clear();
  }

  #clear() {
    Object.assign(this, { who: '', from: today(), until: '' });
  }

  async #name(event) {
    event.preventDefault();
    this.errors = this.#missing();
    if (Object.keys(this.errors).length > 0) return focusFirstError(this);
    const { who, from, until } = this;
    const done = await this.#doing.run(async () => this.emit('plan-changed', await api.put(`/plans/${this.plan.id}/substitutes/${who}`, { from, until })));
    if (!done) return this.#refused(this.#doing.refusal);
    notify(t('substitute.named'));
    return this.#clear();
  }

  #missing() {
    const errors = {};
    if (!this.who) errors.who = t('substitute.whoMissing');
    if (!this.from) errors.from = t('fieldError.required');
    if (!this.until) errors.until = t('substitute.untilMissing');
    return errors;
  }

  #refused({ errors }) {
    const field = (name) => (name === 'participantId' ? 'who' : name);
    this.errors = Object.fromEntries((errors ?? []).map((error) => [field(error.field), explainField(error.code)]));
    return focusFirstError(this);
  }

  async #end({ participantId }) {
    if (await this.#doing.run(() => api.delete(`/plans/${this.plan.id}/substitutes/${participantId}`))) notify(t('substitute.ended'));
    this.emit('plan-changed');
  }

  render() {
    const { substitutes, mayHandOver, state } = this.plan;
    if (state === 'CLOSED' && substitutes.length === 0) return nothing;
    return html`<section class="panel" aria-labelledby="substitute-heading">
      <h2 id="substitute-heading">${t('substitute.heading')}</h2>
      <p>${t('substitute.lead', { role: roleName('COORDINATOR', this.plan.type).toLowerCase() })}</p>
      ${substitutes.length > 0 ? html`<ul class="plain rows">${substitutes.map((one) => this.#one(one))}</ul>` : nothing}
      ${formError(this.#doing.problem)} ${mayHandOver ? this.#form() : nothing}
    </section>`;
  }

  #one(one) {
    return html`<li>
      <div><p><strong>${one.name}</strong></p><p class="quiet">${t('newPlan.fromUntil', { from: formatDate(one.from), until: formatDate(one.until) })}</p></div>
      ${this.plan.mayHandOver
        ? html`<button type="button" class="btn btn-outline-primary" aria-label=${t('substitute.endOne', { name: one.name })} ?disabled=${this.#doing.busy} @click=${() => this.#end(one)}>${t('substitute.end')}</button>`
        : nothing}
    </li>`;
  }

  #form() {
    const { candidates, type } = this.plan;
    if (candidates.length === 0) return html`<p class="why-not">${t('substitute.nobody')}</p>`;
    return html`<form novalidate @submit=${this.#name}>
      ${choiceField({
        name: 'substitute-who', label: t('substitute.who'), value: this.who, error: this.errors.who,
        options: [{ value: '', words: t('baton.chooseOne') }, ...candidates.map((one) => ({ value: one.participantId, words: `${one.name} (${roleName(one.role, type)})` }))],
        onChange: (who) => (this.who = who),
      })}
      <div class="field-pair">
        ${textField({ name: 'substitute-from', label: t('substitute.from'), type: 'date', value: this.from, error: this.errors.from, onInput: (from) => (this.from = from) })}
        ${textField({ name: 'substitute-until', label: t('substitute.until'), type: 'date', value: this.until, error: this.errors.until, onInput: (until) => (this.until = until) })}
      </div>
      <p><button type="submit" class="btn btn-outline-primary" ?disabled=${this.#doing.busy}>${icon('person-plus')} ${t('substitute.name')}</button></p>
    </form>`;
  }
}

customElements.define('plan-substitutes', PlanSubstitutes);
