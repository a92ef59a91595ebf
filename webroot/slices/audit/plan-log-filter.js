import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textField } from '../../forms/field.js';
import { selectField } from '../../forms/select-field.js';
import { currentPlan } from '../plan/plan.js';
import './texts.js';

const PARTS = ['PLAN', 'ABOUT', 'GOALS', 'SURVEY', 'CALENDAR', 'MEETINGS', 'DOCUMENTS', 'PARTICIPANTS',
  'CONSENT'];

/** What one looks for in the plan log (LOG-1), folded. Event: `filter-changed` with the part, person, and days; empty for all. */
class PlanLogFilter extends SamklangElement {
  static properties = { filter: { attribute: false }, open: { state: true } };

  constructor() {
    super();
    this.filter = { part: '', participantId: '', from: '', until: '' };
    this.open = false;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  #change(part) {
    this.emit('filter-changed', { ...this.filter, ...part });
  }

  #changeDay(name, value) {
    if (value === '' || /^\d{4}-\d\d-\d\d$/.test(value)) this.#change({ [name]: value });
  }

  render() {
    return html`<p><button type="button" class="button button-link" aria-expanded=${this.open} aria-controls="log-filter"
        @click=${() => (this.open = !this.open)}>${icon('sliders')} ${t('planLog.filter.open')}</button></p>
      <div class="search" id="log-filter" role="search" aria-label=${t('planLog.filter.heading')} ?hidden=${!this.open}>
        ${this.#select('part', ['', ...PARTS].map((value) => ({ value, text: t(`planLog.part.${value || 'all'}`) })))}
        ${this.#select('participantId', [{ value: '', text: t('planLog.filter.everybody') }, ...this.#persons()])}
        ${this.#day('from')} ${this.#day('until')}
        <div class="search-buttons"><button type="button" class="button button-quiet" @click=${() =>
          this.emit('filter-changed', { part: '', participantId: '', from: '', until: '' })}>${t('planLog.filter.clear')}</button></div>
      </div>`;
  }

  #persons() {
    const persons = currentPlan.home?.participants ?? [];
    return persons.map(({ participantId, name }) => ({ value: participantId, text: name }));
  }

  #select(name, options) {
    return selectField({ name: `log-${name}`, label: t(`planLog.filter.${name}`), value: this.filter[name], options,
      onChange: (value) => this.#change({ [name]: value }) });
  }

  #day(name) {
    return textField({ name: `log-${name}`, label: t(`planLog.filter.${name}`), type: 'date', value: this.filter[name],
      onInput: (value) => this.#changeDay(name, value) });
  }
}

customElements.define('plan-log-filter', PlanLogFilter);
