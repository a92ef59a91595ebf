import { html, nothing } from 'lit';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { SamklangElement } from '../../core/element.js';
import { icon } from '../../design/icon.js';
import { errorOf, textArea, textField } from '../../forms/field.js';
import { NEW_ACTIVITY, NEW_GOAL, NEW_SUB_GOAL, withoutPart, withPart } from './template-values.js';
import './texts.js';

/** Fields for the goals of a template, each with its activities and sub-goals (ORG-1). */
class TemplateFields extends SamklangElement {
  static properties = { form: { attribute: false }, values: { attribute: false }, errors: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../../forms/form-controller.js').FormController|null} */
    this.form = null;
    /** The form's, so that each change of them is shown; as `errors`. */
    this.values = { goals: [] };
    this.errors = {};
  }

  #set(values, target = '') {
    this.form.change({ goals: values.goals });
    if (target) void focusAfter(this, target);
  }

  #add(place, element) {
    const number = place.reduce((part, key) => part[key], this.values).length;
    this.#set(withPart(this.values, place, (list) => [...list, element]), `[id='${[...place, number, 'title'].join('.')}']`);
  }

  #remove(place) {
    this.#set(withoutPart(this.values, place), `[id='add-${place.slice(0, -1).join('.')}']`);
  }

  render() {
    const { goals } = this.values;
    return html`${errorOf({ name: 'goals', error: this.form.errorOf('goals') })}
      ${goals.map((goal, at) => html`<fieldset class="panel">
        <legend>${t('template.goalNumber', { n: at + 1 })}</legend>
        ${this.#goal(goal, ['goals', at], at + 1)}
      </fieldset>`)}
      ${this.#addButton(['goals'], NEW_GOAL, t('template.addGoal'))}`;
  }

  #goal(goal, place, number) {
    const isMain = place.length === 2;
    return html`${this.#texts(goal, place, isMain ? 'goal' : 'subGoal')}
      ${goal.activities.map((activity, at) => html`<fieldset class="template-part">
        <legend>${t('template.activityNumber', { n: at + 1 })}</legend>
        ${this.#texts(activity, [...place, 'activities', at], 'activity')}
        ${this.#removeButton([...place, 'activities', at], t('template.removeActivity', { n: at + 1, goal: goal.title || number }))}
      </fieldset>`)}
      ${this.#addButton([...place, 'activities'], NEW_ACTIVITY, t('template.addActivity'), goal.title || number)}
      ${isMain ? html`${goal.subGoals.map((sub, at) => html`<fieldset class="template-part">
          <legend>${t('template.subGoalNumber', { n: at + 1 })}</legend>
          ${this.#goal(sub, [...place, 'subGoals', at], `${number}.${at + 1}`)}
        </fieldset>`)}
        ${this.#addButton([...place, 'subGoals'], NEW_SUB_GOAL, t('template.addSubGoal'), goal.title || number)}` : nothing}
      ${this.#removeButton(place, t(isMain ? 'template.removeGoal' : 'template.removeSubGoal', { goal: goal.title || number }))}`;
  }

  #texts(part, place, kind) {
    const field = (name) => {
      const path = [...place, name].join('.');
      return { name: path, label: t(`template.${kind}.${name}`), value: part[name], error: this.form.errorOf(path),
        onInput: (value) => this.#set(withPart(this.values, [...place, name], () => value)) };
    };
    return html`${textField({ ...field('title'), maxlength: 200, required: true })}
      ${textArea({ ...field('description'), maxlength: 1000, rows: 2 })}`;
  }

  #addButton(place, element, text, goal = '') {
    return html`<p><button type="button" class="button button-quiet" id="add-${place.join('.')}" @click=${() => this.#add(place, element)}>
      ${icon('plus-lg')} ${text}${goal ? html`<span class="visually-hidden"> ${t('template.inGoal', { goal })}</span>` : nothing}
    </button></p>`;
  }

  #removeButton(place, label) {
    return html`<p><button type="button" class="button button-link" aria-label=${label} @click=${() => this.#remove(place)}>
      ${icon('trash')} ${t('template.remove')}</button></p>`;
  }
}

customElements.define('template-fields', TemplateFields);
