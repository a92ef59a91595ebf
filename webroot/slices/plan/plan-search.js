import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textField } from '../../forms/field.js';
import './texts.js';

/**
 * Search by first and last name (LIST-1), folded on a phone. Properties: `firstName`, `lastName`. Event: `search` with the words; none
 * for all plans.
 */
class PlanSearch extends SamklangElement {
  static properties = {
    firstName: { attribute: false },
    lastName: { attribute: false },
    open: { state: true },
  };

  constructor() {
    super();
    this.firstName = '';
    this.lastName = '';
    this.open = false;
  }

  async #unfold() {
    this.open = !this.open;
    await this.updateComplete;
    if (this.open) this.querySelector('input').focus();
  }

  #submit(event) {
    event.preventDefault();
    this.emit('search', { firstName: this.firstName.trim() || undefined, lastName: this.lastName.trim() || undefined });
  }

  #all() {
    Object.assign(this, { firstName: '', lastName: '' });
    this.emit('search', {});
  }

  render() {
    return html`
      <button type="button" class="button button-quiet phone-only" aria-expanded=${this.open} aria-controls="plan-search"
        @click=${this.#unfold}>${icon('search')} ${t('planList.submit')}</button>
      <form class="search ${this.open ? 'is-open' : ''}" id="plan-search" role="search" aria-label=${t('planList.search')}
        @submit=${this.#submit}>
        ${textField({ name: 'firstName', label: t('planList.firstName'), value: this.firstName, maxlength: 100,
          onInput: (value) => (this.firstName = value) })}
        ${textField({ name: 'lastName', label: t('planList.lastName'), value: this.lastName, maxlength: 100,
          onInput: (value) => (this.lastName = value) })}
        <div class="search-buttons">
          <button type="submit" class="button button-quiet">${icon('search')} ${t('planList.submit')}</button>
          <button type="button" class="button button-quiet" @click=${this.#all}>${t('planList.all')}</button>
        </div>
      </form>`;
  }
}

customElements.define('plan-search', PlanSearch);
