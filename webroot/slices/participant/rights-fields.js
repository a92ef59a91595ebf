import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { LEVELS, LIFE_AREAS } from './rights.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** @type {[string, string[]][]} */
const GROUPS = [
  ['goals', ['GOALS', 'ACTIVITIES']],
  ['lifeAreas', LIFE_AREAS],
  ['specialistPlans', ['SPECIALIST_PLANS']],
];

/** Fields for the rights of a participant: a level for each area, and flags (PART-2). Event: `changed` with the rights. */
class RightsFields extends SamklangElement {
  static properties = { rights: { attribute: false }, standard: { attribute: false } };

  constructor() {
    super();
    this.rights = { areas: {} };
    this.standard = { areas: {} };
  }

  #set(part) {
    this.emit('changed', { ...this.rights, ...part });
  }

  render() {
    return html`
      ${GROUPS.map(([group, areas]) => html`<section class="panel" aria-labelledby="group-${group}">
        <h2 id="group-${group}">${t(`rights.group.${group}`)}</h2>
        ${areas.map((area) => this.#area(area))}
      </section>`)}
      <section class="panel" aria-labelledby="group-more">
        <h2 id="group-more">${t('rights.group.more')}</h2>
        ${this.#flag('print')} ${this.#flag('editPerson')}
      </section>
    `;
  }

  #area(area) {
    const level = this.rights.areas[area] ?? 'NONE';
    const standard = this.standard?.areas[area] ?? 'NONE';
    return html`<fieldset class="choice-row">
      <legend>${t(`area.${area}`)}</legend>
      <div class="choice-boxes">
        ${LEVELS.map((one) => html`<label class="check">
          <input
            class="choice" type="radio" name="area-${area}" .value=${one} .checked=${one === level}
            @change=${() => this.#set({ areas: { ...this.rights.areas, [area]: one } })}
          >
          <span>${t(`level.${one}`)}</span>
        </label>`)}
      </div>
      ${level === standard ? nothing : html`<p
        class="deviation">${icon('arrow-left-right')} ${t('rights.standardIs', { level: t(`level.${standard}`).toLowerCase() })}</p>`}
    </fieldset>`;
  }

  #flag(name) {
    return html`<div class="field">
      <label class="check">
        <input class="choice" type="checkbox" .checked=${this.rights[name]} aria-describedby="${name}-hint"
          @change=${(event) => this.#set({ [name]: event.target.checked })}>
        <span>${t(`rights.${name}`)}</span>
      </label>
      <p class="field-hint" id="${name}-hint">${t(`rights.hint.${name}`)}</p>
    </div>`;
  }
}

customElements.define('rights-fields', RightsFields);
