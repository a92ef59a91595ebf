import { html, nothing } from 'lit';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import { errorOf, textField } from './field.js';
import { icon } from './icon.js';
import { personWords } from './person-search.js';
import { radioField } from './radio-field.js';

const TYPES = ['IP', 'SL', 'IOP', 'IUP'];

/**
 * What kind of plan it is, from when, where, and who runs it.
 *
 * @param {import('../app/new-plan.js').NewPlan} plan
 */
export function factsStep(plan) {
  const { content, errors } = plan;
  return html`
    ${radioField({
      name: 'type', label: t('newPlan.type'), value: content.type, error: errors.type,
      options: TYPES.map((type) => ({ value: type, words: t(`planType.${type}`), hint: t(`newPlan.typeHint.${type}`) })),
      onChange: (type) => chooseType(plan, type),
    })}
    ${textField({
      name: 'shortName', label: t('newPlan.shortName'), hint: t('newPlan.shortNameHint'), value: content.shortName, error: errors.shortName,
      maxlength: 100, onInput: (shortName) => plan.change({ shortName }),
    })}
    ${textField({
      name: 'startDate', label: t('newPlan.startDate'), type: 'date', value: content.startDate, error: errors.startDate, required: true,
      onInput: (startDate) => plan.change({ startDate }),
    })}
    ${plan.units.length > 1 ? unitField(plan) : nothing} ${coordinatorField(plan)}`;
}

function chooseType(plan, type) {
  plan.second = false;
  plan.change({ type, secondPlan: false });
}

function unitField(plan) {
  const { content, units, errors } = plan;
  return html`<div class="field">
    <label class="form-label" for="unit">${t('newPlan.unit')}</label>
    <select id="unit" class="form-select" aria-invalid=${errors.organisationId ? 'true' : nothing} @change=${(event) => plan.change({ organisationId: event.target.value })}>
      ${units.map(({ id, name }) => html`<option value=${id} ?selected=${id === content.organisationId}>${name}</option>`)}
    </select>
    ${errorOf({ name: 'unit', error: errors.organisationId })}
  </div>`;
}

function coordinatorField(plan) {
  const { coordinator, choosing } = plan.content;
  const me = session.me;
  const error = plan.errors['coordinator.personId'];
  const taken = plan.content.owner ? { [plan.content.owner.personId]: t('newPlan.isOwner') } : {};
  return html`<fieldset class="field">
    <legend>${plan.coordinatorWord}</legend>
    <div class="panel hit">
      ${personWords(coordinator ?? { personId: me.personId, firstName: me.firstName, lastName: me.lastName })}
      ${choosing
        ? nothing
        : html`<button type="button" class="btn btn-outline-primary" @click=${() => plan.change({ choosing: true })}>${icon('person-gear')} ${t('newPlan.changeCoordinator')}</button>`}
    </div>
    ${errorOf({ name: 'coordinator', error })}
    ${choosing
      ? html`<person-search
            .label=${t('newPlan.coordinatorName', { role: plan.coordinatorWord.toLowerCase() })} .taken=${taken}
            @chosen=${(event) => plan.change({ coordinator: event.detail, choosing: false })}
          ></person-search>
          <p><button type="button" class="btn btn-link" @click=${() => plan.change({ coordinator: null, choosing: false })}>${t('newPlan.coordinatorMe')}</button></p>`
      : nothing}
  </fieldset>`;
}
