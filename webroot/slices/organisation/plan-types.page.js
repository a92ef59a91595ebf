import { html } from 'lit';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { changedValues } from '../../forms/form-errors.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { icon } from '../../design/icon.js';
import { LIFE_AREAS } from '../participant/rights.js';
import { PLAN_TYPES } from '../plan/plan-period.js';
import { OrganisationPart } from './organisation-page.js';

/** @type {[string, import('contract').PlanPart[]][]} */
const GROUPS = [
  ['goals', ['GOALS', 'ACTIVITIES']],
  ['survey', /** @type {import('contract').PlanPart[]} */ ([...LIFE_AREAS, 'SPECIALIST_PLANS'])],
  ['more', ['CALENDAR', 'DOCUMENTS']],
];
const PARTS = GROUPS.flatMap(([, parts]) => parts);

/**
 * What plans of each type contain in a municipality or a unit (ORG-1). A type about which it has decided nothing is as in the
 * organisation above.
 */
class PlanTypesPage extends OrganisationPart {
  static properties = { ...OrganisationPart.properties, type: { state: true } };

  // The values are the parts that the organisation itself leaves out by type, null for types that it has decided nothing about.
  #form = new FormController(this, {
    valuesOf: ({ partsOff, own }) => Object.fromEntries(PLAN_TYPES.map((type) => [type, own.includes(type) ? partsOff[type] : null])),
    send: (values, { version }) => api.put(this.#api(this.organisation), { partsOff: changedValues(values, this.#form.base.values) },
      { version }),
    savedText: t('planTypes.saved'),
  });

  constructor() {
    super();
    this.type = PLAN_TYPES[0];
  }

  #api({ id }) {
    return `/organisations/${id}/plan-types`;
  }

  async loadMore() {
    await this.#form.open(await api.get(this.#api(this.found)));
  }

  #partsOff(values, type) {
    return values[type] ?? this.#form.base.resource.standard[type];
  }

  content() {
    return html`<h1>${t('planTypes.heading')}</h1>
      <p class="lead">${t('planTypes.lead', { name: this.organisation.name })}</p>
      <p>${t('planTypes.means')}</p>
      ${this.#form.conflict ? conflictChoice(this.#form, (values) => this.#text(values), t('planTypes.stale')) : this.#fields()}`;
  }

  #text(values) {
    const list = (type) => PARTS.filter((part) => !this.#partsOff(values, type).includes(part)).map((part) => t(`planPart.${part}`));
    return PLAN_TYPES.map((type) => `${t(`planType.${type}`)}: ${list(type).join(', ')}`).join('\n');
  }

  #fields() {
    const form = this.#form;
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      <div class="panel">${selectField({
        name: 'type', label: t('planTypes.type'), value: this.type,
        options: PLAN_TYPES.map((type) => ({ value: type, text: this.#nameOf(type) })),
        onChange: (type) => (this.type = type),
      })} ${this.#source()}</div>
      ${GROUPS.map(([group, parts]) => html`<fieldset class="panel radios">
        <legend>${t(`planTypes.group.${group}`)}</legend>
        ${parts.map((part) => this.#part(part))}
      </fieldset>`)}
      <p class="actions">${submitButton(form, t('planTypes.save'))}</p>
    </form>`;
  }

  #nameOf(type) {
    const name = t(`planType.${type}`);
    return this.#form.values[type] ? t('planTypes.typeWithOwn', { type: name }) : name;
  }

  #part(part) {
    const off = this.#partsOff(this.#form.values, this.type);
    const isBelowGoals = part === 'ACTIVITIES' && off.includes('GOALS');
    return html`<label class="check">
      <input class="choice" type="checkbox" .checked=${!off.includes(part)} ?disabled=${isBelowGoals}
        @change=${(event) => this.#set(part, event.target.checked)}>
      <span>${t(`planPart.${part}`)}</span>
    </label>`;
  }

  #set(part, isOn) {
    const changed = part === 'GOALS' ? ['GOALS', 'ACTIVITIES'] : [part];
    const before = this.#partsOff(this.#form.values, this.type);
    const isOff = (one) => (changed.includes(one) ? !isOn : before.includes(one));
    this.#form.change({ [this.type]: PARTS.filter(isOff) });
  }

  /** Where the choice for the type comes from, and the way back to what is inherited. */
  #source() {
    const from = this.#form.base.resource.inheritedFrom[this.type];
    if (!this.#form.values[this.type]) {
      return html`<p role="status">${icon('check-circle')} ${from ? t('planTypes.inheritedFrom', { name: from })
        : t('planTypes.isStandard')}</p>`;
    }
    return html`<p role="status">${icon('pencil')} ${t('planTypes.isOwn', { name: this.organisation.name })}</p>
      <p><button type="button" class="button button-quiet" @click=${() => this.#form.change({ [this.type]: null })}>
        ${icon('arrow-counterclockwise')} ${from ? t('planTypes.toInherited', { name: from }) : t('planTypes.toStandard')}</button></p>`;
  }
}

customElements.define('page-plan-types', PlanTypesPage);
