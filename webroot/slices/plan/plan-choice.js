import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { formError, textField } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { bornOrDue } from './plan-period.js';
import { ownerName } from './owner-name.js';
import './texts.js';

const MAX_HITS = 20;

/** Chooses one of the active plans that the user may see in the list, by the owner's name. Event: `chosen` with the PlanItem. */
class PlanChoice extends SamklangElement {
  static properties = {
    firstName: { state: true },
    lastName: { state: true },
    hits: { state: true },
    more: { state: true },
    busy: { state: true },
    problem: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.firstName = '';
    this.lastName = '';
    /** @type {import('contract').PlanItem[]|null} null before the first search */
    this.hits = null;
    this.more = false;
    this.busy = false;
    this.problem = '';
    this.error = '';
  }

  async #search(event) {
    event.preventDefault();
    if (this.busy) return undefined;
    const [firstName, lastName] = [this.firstName.trim(), this.lastName.trim()];
    this.error = firstName || lastName ? '' : t('planChoice.missing');
    if (this.error) return focusAfter(this, 'input');
    Object.assign(this, { busy: true, problem: '' });
    try {
      const criteria = { firstName: firstName || undefined, lastName: lastName || undefined, limit: MAX_HITS };
      const { items, next } = await api.search('/plans', criteria);
      Object.assign(this, { hits: items, more: Boolean(next) });
    } catch (problem) {
      Object.assign(this, { hits: null, more: false, problem: explain(problem) });
    }
    this.busy = false;
    return undefined;
  }

  render() {
    return html`<form class="search" role="search" aria-label=${t('planChoice.region')} novalidate @submit=${this.#search}>
        ${textField({ name: 'plan-choice-first', label: t('planChoice.firstName'), value: this.firstName, maxlength: 100,
          error: this.error, onInput: (value) => (this.firstName = value) })}
        ${textField({ name: 'plan-choice-last', label: t('planChoice.lastName'), value: this.lastName, maxlength: 100,
          onInput: (value) => (this.lastName = value) })}
        <div class="search-buttons">
          <button type="submit" class="button button-quiet">${icon('search')} ${t('planChoice.search')}</button>
        </div>
      </form>
      ${formError(this.problem)}
      <p role="status" class="search-found">${this.#found()}</p>
      ${this.hits?.length ? html`<ul class="list-plain search-hits">${this.hits.map((hit) => this.#hit(hit))}</ul>` : nothing}
      ${this.more ? html`<p class="muted">${t('planChoice.more')}</p>` : nothing}`;
  }

  #found() {
    if (this.busy) return t('planChoice.searching');
    if (this.hits === null) return nothing;
    return this.hits.length ? t('planChoice.found', { n: this.hits.length }) : t('planChoice.none');
  }

  #hit(plan) {
    const name = ownerName(plan);
    const facts = [t(`planType.${plan.type}`), plan.shortName, plan.owner ? bornOrDue(plan.owner) : ''].filter(Boolean).join(' · ');
    return html`<li class="search-hit">
      <div>
        <p class="person-name"><bdi>${name}</bdi></p>
        <p class="person-work">${facts}</p>
      </div>
      <button type="button" class="button button-quiet" aria-label=${t('planChoice.chooseOne', { owner: name })}
        @click=${() => this.emit('chosen', plan)}>${t('planChoice.choose')}</button>
    </li>`;
  }
}

customElements.define('plan-choice', PlanChoice);
