import { html, nothing } from 'lit';
import { settled } from '../core/focus.js';
import { SamklangElement } from '../core/element.js';
import { t } from '../core/i18n.js';
import { explainField } from '../core/problem.js';
import { icon } from '../design/icon.js';
import { invalidFields } from './error-focus.js';

/**
 * Stands first in a form: from two errors on, all of them, each a link to its field. An error of a field that isn't on the
 * page is shown here even if it is the only one. Property: `errors`, codes by field.
 */
class ErrorSummary extends SamklangElement {
  static properties = { errors: { attribute: false }, items: { state: true } };

  constructor() {
    super();
    /** @type {Record<string, string>} */
    this.errors = {};
    /** @type {{field: HTMLElement|null, label: string, text: string}[]} */
    this.items = [];
  }

  updated(changed) {
    if (changed.has('errors')) void this.refresh();
  }

  /** Reads the errors on the page again. */
  async refresh() {
    const form = this.closest('form') ?? this.parentElement;
    await settled({ querySelectorAll: () => [...form.querySelectorAll('*')].filter((element) => element !== this) });
    const shown = invalidFields(form);
    const texts = shown.map(({ text }) => text);
    const others = Object.values(this.errors).map(explainField).filter((text) => !texts.some((one) => one.startsWith(text)));
    this.items = [...shown, ...others.map((text) => ({ field: null, label: '', text }))];
    await this.updateComplete;
  }

  get #isShown() {
    return this.items.length > 1 || this.items.some(({ field }) => !field);
  }

  render() {
    if (!this.#isShown) return nothing;
    return html`<div class="error-summary" role="group" tabindex="-1" aria-labelledby="error-summary-heading">
      <h2 id="error-summary-heading">${icon('exclamation-circle-fill')} ${t('form.errors', { n: this.items.length })}</h2>
      <ul>${this.items.map((item) => html`<li>${item.field ? link(item) : item.text}</li>`)}</ul>
    </div>`;
  }
}

function link({ field, label, text }) {
  const go = (event) => {
    event.preventDefault();
    field.focus();
  };
  return html`<a href="#${field.id || field.name}" @click=${go}>${label ? `${label}: ${text}` : text}</a>`;
}

customElements.define('error-summary', ErrorSummary);
