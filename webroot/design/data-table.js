import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SamklangElement } from '../core/element.js';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

/**
 * @typedef {object} Column
 * @property {string} label
 * @property {string} [sort] sort field of the API
 * @property {boolean} [descendingFirst] for times: newest first
 * @property {boolean} [heading] whether it is the row header
 * @property {{label: string, sort: string}[]} [also] other fields shown in its cells, to sort by
 * @property {boolean} [fixed] for dates and the like, which aren't broken over lines
 * @property {(row: any) => unknown} cell
 */

// Narrower than this, in rem, a table becomes cards; one of many columns already on a tablet.
const CARDS_BELOW = 48;
const WIDE_CARDS_BELOW = 56;

/**
 * A sortable table whose rows become cards on narrow screens (`wide`: already on tablets, for tables of many columns; `compact`:
 * cards of a few lines, with what `summary` says of a row below its heading in place of the columns). One of the two is rendered.
 * ARIA roles are explicit, since `display: block` removes the implicit ones. Event: `sort` with `field` or `-field`.
 */
class DataTable extends SamklangElement {
  static properties = {
    caption: { attribute: false },
    columns: { attribute: false },
    rows: { attribute: false },
    sort: { attribute: false },
    wide: { type: Boolean, reflect: true },
    compact: { type: Boolean, reflect: true },
    summary: { attribute: false },
    rowClass: { attribute: false },
    cards: { type: Boolean, reflect: true },
  };

  #sizes = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.caption = '';
    /** @type {Column[]} */
    this.columns = [];
    this.rows = [];
    this.sort = '';
    this.wide = false;
    this.compact = false;
    /** @type {((row: any) => unknown)|null} */
    this.summary = null;
    /** @type {(row: any) => string} */
    this.rowClass = () => '';
    /** Whether there is room for cards only. */
    this.cards = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#measure();
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  #measure() {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.cards = this.clientWidth < rem * (this.wide ? WIDE_CARDS_BELOW : CARDS_BELOW);
  }

  render() {
    return html`
      ${this.cards && this.rows.length > 1 && this.#sorts.length > 0 ? this.#sortBox() : nothing}
      <table role="table">
        <caption class="visually-hidden">${this.caption}</caption>
        ${this.cards ? nothing : html`<thead role="rowgroup"><tr role="row">${this.columns.map((column) =>
          this.#head(column))}</tr></thead>`}
        <tbody role="rowgroup">
          ${repeat(this.rows, (row) => row.id, (row) => html`<tr role="row" class=${this.rowClass(row)}>${this.#cells(row)}</tr>`)}
        </tbody>
      </table>
    `;
  }

  #cells(row) {
    if (!this.cards) return this.columns.map((column) => cell(column, row));
    const shown = this.compact ? this.columns.filter(({ heading }) => heading) : this.columns;
    return shown.map((column) => card(column, row, this.compact ? this.summary : null));
  }

  /** @returns {{label: string, sort?: string, descendingFirst?: boolean}[]} all fields to sort by, in the columns' order */
  get #sorts() {
    return this.columns.flatMap((column) => [column, ...(column.also ?? [])]).filter(({ sort }) => sort);
  }

  #head(column) {
    if (!column.sort) return html`<th role="columnheader" scope="col"><span class="head-text">${column.label}</span></th>`;
    const all = [column, ...(column.also ?? [])];
    const sorted = all.find((one) => this.#direction(one));
    return html`<th role="columnheader" scope="col" aria-sort=${sorted ? this.#direction(sorted) : nothing}>
      <span class="head-sorts">${all.map((one) => this.#sortButton(one))}</span>
    </th>`;
  }

  #sortButton(column) {
    const direction = this.#direction(column);
    return html`<button type="button" class="sort-button" @click=${() => this.#sortBy(column)}>
      ${column.label} ${icon(direction === 'ascending' ? 'arrow-up' : direction === 'descending' ? 'arrow-down' : 'arrow-down-up')}
    </button>`;
  }

  /** Sort controls for the card layout, which has no column headers. */
  #sortBox() {
    const field = this.sort.replace('-', '');
    return html`<div class="sort-box">
      <label for="sort-field">${t('table.sortBy')}</label>
      <select id="sort-field" class="select" @change=${(event) => this.#sortBy(this.#column(event.target.value))}>
        ${this.#sorts.map(({ sort, label }) =>
          html`<option value=${sort} ?selected=${sort === field}>${label}</option>`)}
      </select>
      <button type="button" class="button button-quiet" aria-label=${t('table.reverse')} title=${t('table.reverse')}
        @click=${() => this.#sortBy(this.#column(field))}>
        ${icon(this.sort.startsWith('-') ? 'sort-down' : 'sort-up')}
      </button>
    </div>`;
  }

  #column(field) {
    return this.#sorts.find(({ sort }) => sort === field);
  }

  #direction({ sort }) {
    if (this.sort === sort) return 'ascending';
    return this.sort === `-${sort}` ? 'descending' : undefined;
  }

  #sortBy(column) {
    const first = column.descendingFirst ? `-${column.sort}` : column.sort;
    const second = column.descendingFirst ? column.sort : `-${column.sort}`;
    this.emit('sort', this.sort === first ? second : first);
  }
}

/**
 * @param {Column} column
 * @param {any} row
 */
function cell({ heading, fixed, cell: content }, row) {
  const inside = html`<span class="cell-value">${content(row)}</span>`;
  return heading ? html`<th role="rowheader" scope="row">${inside}</th>`
    : html`<td role="cell" class=${fixed ? 'is-fixed' : nothing}>${inside}</td>`;
}

/**
 * @param {Column} column
 * @param {any} row
 * @param {((row: any) => unknown)|null} summary shown below the heading
 */
function card({ label, heading, fixed, cell: content }, row, summary) {
  const value = html`<span class="cell-value">${content(row)}</span>`;
  if (heading) return html`<th role="rowheader" scope="row">${value}${summary
    ? html`<span class="cell-summary">${summary(row)}</span>` : nothing}</th>`;
  return html`<td role="cell" class=${fixed ? 'is-fixed' : nothing}><span class="cell-label">${label}</span>${value}</td>`;
}

customElements.define('data-table', DataTable);
