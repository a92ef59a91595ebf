import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { today } from '../../core/dates.js';
import { ActionController } from '../../core/action-controller.js';
import { focusAfter } from '../../core/focus.js';
import { formatDate } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { selectField } from '../../forms/select-field.js';
import { formError, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import { roleName } from '../person/person-badge.js';
import './texts.js';

/** The coordinator's substitutes (PLAN-6). Event: `plan-changed`. */
class PlanSubstitutes extends SamklangElement {
  static properties = { plan: { attribute: false } };

  #action = new ActionController(this);
  #form = new FormController(this, {
    valuesOf: () => ({ who: '', from: today(), until: '' }),
    validate: missing,
    fieldOf: (field) => (field === 'participantId' ? 'who' : field),
    send: ({ who, from, until }) => api.put(`/plans/${this.plan.id}/substitutes/${who}`, { from, until }),
    savedText: t('substitute.named'),
    onSaved: (plan) => this.#named(plan),
  });

  constructor() {
    super();
    this.plan = null;
    void this.#form.open({});
  }

  async #named(plan) {
    this.emit('plan-changed', plan);
    await focusAfter(this, 'select', 'h2');
  }

  async #end({ participantId }) {
    if (await this.#action.run(() => api.delete(`/plans/${this.plan.id}/substitutes/${participantId}`))) notify(t('substitute.ended'));
    this.emit('plan-changed');
    await focusAfter(this, 'h2');
  }

  render() {
    const { substitutes, mayHandOver, state } = this.plan;
    if (state === 'CLOSED' && substitutes.length === 0) return nothing;
    return html`<section class="panel" aria-labelledby="substitute-heading">
      <h2 id="substitute-heading">${t('substitute.heading')}</h2>
      <p>${t('substitute.lead')}</p>
      ${substitutes.length > 0 ? html`<ul class="list-plain rows">${substitutes.map((one) => this.#one(one))}</ul>` : nothing}
      ${formError(this.#action.problem)} ${mayHandOver ? this.#fields() : nothing}
    </section>`;
  }

  #one(one) {
    return html`<li>
      <div><p><strong>${one.name}</strong></p><p
        class="muted">${t('createPlan.fromUntil', { from: formatDate(one.from), until: formatDate(one.until) })}</p></div>
      ${this.plan.mayHandOver
        ? html`<button type="button" class="button button-quiet" aria-label=${t('substitute.endOne', { name: one.name })}
          aria-disabled=${this.#action.busy ? 'true' : nothing} @click=${() => this.#end(one)}>${t('substitute.end')}</button>`
        : nothing}
    </li>`;
  }

  #fields() {
    const { candidates, type } = this.plan;
    if (candidates.length === 0) return html`<p class="disabled-reason">${t('substitute.nobody')}</p>`;
    const form = this.#form;
    if (!form.values) return nothing;
    const field = (name) => ({ name: `substitute-${name}`, value: form.values[name], error: form.errorOf(name) });
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${selectField({
        ...field('who'), label: t('substitute.who'),
        options: [{ value: '', text: t('handover.chooseOne') },
          ...candidates.map((one) => ({ value: one.participantId, text: `${one.name} (${roleName(one.role, type)})` }))],
        onChange: (who) => form.change({ who }),
      })}
      <div class="field-pair">
        ${textField({ ...field('from'), label: t('substitute.from'), type: 'date', onInput: (from) => form.change({ from }) })}
        ${textField({ ...field('until'), label: t('substitute.until'), type: 'date', onInput: (until) => form.change({ until }) })}
      </div>
      <p>${submitButton(form, html`${icon('person-plus')} ${t('substitute.name')}`, { kind: 'quiet' })}</p>
    </form>`;
  }
}

function missing({ who, from, until }) {
  return { ...(who ? {} : { who: 'substitute.whoMissing' }), ...(from ? {} : { from: 'required' }),
    ...(until ? {} : { until: 'substitute.untilMissing' }) };
}

customElements.define('plan-substitutes', PlanSubstitutes);
