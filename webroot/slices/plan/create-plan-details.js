import { html, nothing } from 'lit';
import { session } from '../../core/session.js';
import { locale, t } from '../../core/i18n.js';
import { errorOf, textField } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { personSummary } from '../person/person-search.js';
import { radioField } from '../../forms/radio-field.js';
import { selectField } from '../../forms/select-field.js';
import { PLAN_TYPES } from './plan-period.js';
import { legalBasisFields, plannedEndField } from './plan-period-fields.js';
import './texts.js';

/**
 * Wizard step: type, period, legal basis, organisation and coordinator.
 *
 * @param {import('./create-plan-controller.js').CreatePlanController} plan
 */
export function detailsStep(plan) {
  const { values, form } = plan;
  return html`
    ${radioField({
      name: 'type', label: t('createPlan.type'), value: values.type, error: form.errorOf('type'),
      options: PLAN_TYPES.map((type) => ({ value: type, text: t(`planType.${type}`), hint: t(`createPlan.typeHint.${type}`) })),
      onChange: (type) => chooseType(plan, type),
    })}
    ${textField({
      name: 'shortName', label: t('createPlan.shortName'), hint: t('createPlan.shortNameHint'), value: values.shortName,
      error: form.errorOf('shortName'),
      maxlength: 100, onInput: (shortName) => plan.change({ shortName }),
    })}
    ${textField({
      name: 'startDate', label: t('createPlan.startDate'), type: 'date', value: values.startDate, error: form.errorOf('startDate'),
      required: true,
      onInput: (startDate) => plan.change({ startDate }),
    })}
    ${plannedEndField(form, (part) => plan.change(part))} ${legalBasisFields(form, (part) => plan.change(part))}
    ${plan.units.length > 1 ? unitField(plan) : nothing} ${plan.templates.length > 0 ? templateField(plan) : nothing}
    ${coordinatorField(plan)}`;
}

function chooseType(plan, type) {
  plan.needsSecondPlanConfirmation = false;
  plan.change({ type, secondPlan: false });
}

function unitField(plan) {
  const { values, units } = plan;
  const error = plan.form.errorOf('organisationId');
  return html`<div class="field">
    <label class="label" for="unit">${t('createPlan.unit')}</label>
    <select id="unit" class="select" aria-invalid=${error ? 'true' : nothing} aria-describedby=${error ? 'unit-error' : nothing}
      @change=${(event) => plan.change({ organisationId: event.target.value })}>
      ${units.map(({ id, name }) => html`<option value=${id} ?selected=${id === values.organisationId}>${name}</option>`)}
    </select>
    ${errorOf({ name: 'unit', error })}
  </div>`;
}

function templateField(plan) {
  const chosen = plan.template;
  return selectField({
    name: 'templateId', label: t('createPlan.template'), value: plan.values.templateId ?? '', error: plan.form.errorOf('templateId'),
    hint: chosen ? t('createPlan.templateContains', { titles: new Intl.ListFormat(locale()).format(chosen.titles) })
      : t('createPlan.templateHint'),
    options: [{ value: '', text: t('createPlan.noTemplate') }, ...plan.templates.map(({ id, name }) => ({ value: id, text: name }))],
    onChange: (templateId) => plan.change({ templateId: templateId || null }),
  });
}

function coordinatorField(plan) {
  const { coordinator, choosing } = plan.values;
  const me = session.me;
  const error = plan.form.errorOf('coordinator');
  const disabledReasons = plan.values.owner ? { [plan.values.owner.personId]: t('createPlan.isOwner') } : {};
  return html`<fieldset class="field">
    <legend>${plan.coordinatorTitle}</legend>
    <div class="panel search-hit">
      ${personSummary(coordinator ?? { personId: me.personId, firstName: me.firstName, lastName: me.lastName })}
      ${choosing
        ? nothing
        : html`<button type="button" class="button button-quiet" id="change-coordinator"
          @click=${() => plan.show({ choosing: true }, '#person-search')}>
            ${icon('person-gear')} ${t('createPlan.changeCoordinator')}
          </button>`}
    </div>
    ${errorOf({ name: 'coordinator', error })}
    ${choosing
      ? html`<person-search
            .label=${t('createPlan.coordinatorName', { role: plan.coordinatorTitle.toLowerCase() })} .disabledReasons=${disabledReasons}
            @chosen=${(event) => plan.show({ coordinator: event.detail, choosing: false }, '#change-coordinator')}
          ></person-search>
          <p><button type="button" class="button button-link"
            @click=${() => plan.show({ coordinator: null, choosing: false }, '#change-coordinator')}>
            ${t('createPlan.coordinatorMe')}
          </button></p>`
      : nothing}
  </fieldset>`;
}
