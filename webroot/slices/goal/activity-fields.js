import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { textArea, textField } from '../../forms/field.js';
import { peopleField } from '../../forms/people-field.js';
import { radioField } from '../../forms/radio-field.js';
import { selectField } from '../../forms/select-field.js';
import { period, responsibleNames } from './element-facts.js';

const STATUSES = ['PLANNED', 'ONGOING', 'DONE'];
const EFFECTS = ['WORKED', 'PARTLY', 'NOT'];

/**
 * An activity as the form has it: empty texts instead of null.
 *
 * @param {any} activity
 */
export function activityValues({ title, status, from, to, evaluateOn, effect, effectReason, responsible, description, registeredOn }) {
  return { title, status, from: from ?? '', to: to ?? '', evaluateOn: evaluateOn ?? '', effect: effect ?? '',
    effectReason: effectReason ?? '', responsible, description, registeredOn: registeredOn ?? '' };
}

/** @param {any} values of the form */
export function activityInput({ title, status, from, to, evaluateOn, effect, effectReason, responsible, description, registeredOn }) {
  return { title: title.trim(), status, from: from || null, to: to || null, evaluateOn: evaluateOn || null, effect: effect || null,
    effectReason: effect ? effectReason : null, responsible, description, ...(registeredOn ? { registeredOn } : {}) };
}

/**
 * @param {any} values
 * @returns {Record<string, string>} errors by field
 */
export function validateActivity({ title, from, to }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!title.trim()) errors.title = 'required';
  if (from && to && to < from) errors.to = 'date.beforeStart';
  return errors;
}

/**
 * @param {any} values
 * @param {import('contract').PlanHome} home
 * @returns {string} for the choice between two versions
 */
export function activityText(values, home) {
  return [values.title, t(`activityStatus.${values.status}`), period(values), responsibleNames(values, home),
    values.effect && `${t(`effect.${values.effect}`)} ${values.effectReason}`, values.description].filter(Boolean).join('\n');
}

/**
 * @param {import('../../forms/form-controller.js').FormController} form
 * @param {import('contract').PlanHome} home
 * @param {boolean} isKnown whether it exists already
 */
export function activityFields(form, home, isKnown) {
  const { values } = form;
  const field = (name, more) => ({ name, value: values[name], error: form.errorOf(name), onInput: (value) => form.change({ [name]: value }),
    ...more });
  return html`
    ${textField(field('title', { label: t('activity.title'), hint: t('goals.length', { n: values.title.length, max: 200 }), maxlength: 200,
      required: true }))}
    ${textArea(field('description', { label: t('activity.description'), hint: t('goal.descriptionHint'), rows: 5, maxlength: 20000 }))}
    ${radioField({ name: 'status', label: t('activity.status'), value: values.status, error: form.errorOf('status'),
      options: STATUSES.map((value) => ({ value, text: t(`activityStatus.${value}`) })), onChange: (status) => form.change({ status }) })}
    <div class="field-row">
      ${textField(field('from', { type: 'date', label: t('activity.first') }))}
      ${textField(field('to', { type: 'date', label: t('activity.last') }))}
    </div>
    ${peopleField({ name: 'responsible', label: t('activity.responsible'), people: home.participants, chosen: values.responsible,
      left: t('activity.left'), error: form.errorOf('responsible'), onChange: (responsible) => form.change({ responsible }) })}
    ${textField(field('evaluateOn', { type: 'date', label: t('activity.evaluateField'), hint: t('activity.evaluateHint') }))}
    ${isKnown ? effectFields(form, field) : nothing}`;
}

function effectFields(form, field) {
  return html`
    ${selectField({ name: 'effect', label: t('activity.effect'), value: form.values.effect, error: form.errorOf('effect'),
      options: [{ value: '', text: t('activity.notEvaluated') }, ...EFFECTS.map((value) => ({ value, text: t(`effect.${value}`) }))],
      onChange: (effect) => form.change({ effect }) })}
    ${form.values.effect ? textField(field('effectReason', { label: t('activity.effectReason'), maxlength: 500 })) : nothing}`;
}
