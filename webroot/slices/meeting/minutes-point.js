import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textArea, textField } from '../../forms/field.js';
import { peopleField } from '../../forms/people-field.js';
import { selectField } from '../../forms/select-field.js';
import { NEW_DECISION, responsibleOf } from './minutes-values.js';

/** @typedef {import('../../forms/form-controller.js').FormController} FormController */
/** @typedef {{form: FormController, home: import('contract').PlanHome, goals: {id: string, title: string}[]}} Place */

const MAX_DECISIONS = 10;

/**
 * The fields of one point: what was said, and what was decided.
 *
 * @param {Place} place
 * @param {number} index
 */
export function minutesPoint({ form, home, goals }, index) {
  const { points } = form.values;
  const point = points[index];
  const name = `points.${index}`;
  const set = (change) => form.change({ points: points.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  const setDecision = (at, change) => set({ decisions: point.decisions.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  const error = (field) => form.errorOf(`${name}.${field}`);
  return html`<fieldset class="minutes-point"><legend>${point.agendaId ? html`<bdi>${index + 1}. ${point.title}</bdi>`
      : t('minutes.extraPoint')}</legend>
    ${point.agendaId ? nothing : textField({ name: `${name}.title`, label: t('meeting.point', { n: index + 1 }), value: point.title,
      maxlength: 200, required: true, error: error('title'), onInput: (title) => set({ title }) })}
    ${textArea({ name: `${name}.text`, label: t('minutes.text'), value: point.text, rows: 4, maxlength: 5000, error: error('text'),
      onInput: (text) => set({ text }) })}
    ${point.decisions.map((decision, at) => decisionFields({ decision, name: `${name}.decisions.${at}`, form, home, goals,
      change: (value) => setDecision(at, value), remove: () => set({ decisions: point.decisions.filter((_, i) => i !== at) }) }))}
    <p class="actions">${point.decisions.length < MAX_DECISIONS ? html`<button type="button" class="button button-quiet"
        @click=${() => set({ decisions: [...point.decisions, { ...NEW_DECISION }] })}>${icon('plus-lg')}
        ${t('minutes.addDecision')}</button>`
      : nothing}
      ${point.agendaId || points.length === 1 ? nothing : html`<button type="button" class="button button-link"
        @click=${() => form.change({ points: points.filter((_, at) => at !== index) })}>${t('minutes.removePoint')}</button>`}</p>
  </fieldset>`;
}

// What has become an activity is changed there.
function decisionFields({ decision, name, form, home, goals, change, remove }) {
  if (decision.id) {
    return html`<p>${icon('check2-circle')} <strong><bdi>${decision.title}</bdi></strong>
      ${decision.names ? t('minutes.responsibleIs', { names: decision.names }) : nothing}
      ${decision.due ? t('minutes.dueIs', { day: formatDate(decision.due) }) : nothing}</p>`;
  }
  return html`<fieldset class="minutes-decision"><legend>${t('minutes.decision')}</legend>
    ${textField({ name: `${name}.title`, label: t('minutes.decision'), hint: t('minutes.decisionHint'), value: decision.title,
      maxlength: 200, required: true, error: form.errorOf(`${name}.title`), onInput: (title) => change({ title }) })}
    ${peopleField({ name: `${name}.responsible`, label: t('minutes.responsible'), people: home.participants,
      chosen: responsibleOf(decision), left: t('minutes.left'), error: form.errorOf(`${name}.responsible`),
      onChange: (responsible) => change({ responsible }) })}
    ${textField({ name: `${name}.due`, label: t('minutes.due'), type: 'date', value: decision.due, error: form.errorOf(`${name}.due`),
      onInput: (due) => change({ due }) })}
    ${goals.length < 2 ? nothing : selectField({ name: `${name}.goalId`, label: t('minutes.goal'), value: decision.goalId || goals[0].id,
      options: goals.map(({ id, title }) => ({ value: id, text: title })), onChange: (goalId) => change({ goalId }) })}
    <p><button type="button" class="button button-link" @click=${remove}>${t('minutes.removeDecision')}</button></p>
  </fieldset>`;
}
