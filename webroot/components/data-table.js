import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SamklangElement } from '../app/element.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

/**
 * @typedef {object} Column
 * @property {string} label
 * @property {string} [sort] the server's name for sorting by it
 * @property {boolean} [descendingFirst] as for times: newest first
 * @property {boolean} [heading] whether it says what the row is
 * @property {(row: any) => unknown} cell
 */

/**
 * A table whose columns sort, and whose rows become cards where there is no room (`wide`: for many columns, already on a tablet).
 * The roles are written out since cards would take them away. Event: `sort` with `field` or `-field`.
 */
class DataTable extends SamklangElement {
  static properties = {
    caption: { attribute: false },
    columns: { attribute: false },
    rows: { attribute: false },
    sort: { attribute: false },
    wide: { type: Boolean, reflect: true },
    rowClass: { attribute: false },
  };

  constructor() {
    super();
    this.caption = '';
    /** @type {Column[]} */
    this.columns = [];
    this.rows = [];
    this.sort = '';
    this.wide = false;
    this.rowClass = () => '';
  }

  render() {
    return html`
      ${this.rows.length > 1 && this.columns.some(({ sort }) => sort) ? this.#sortBox() : nothing}
      <table role="table">
        <caption class="visually-hidden">${this.caption}</caption>
        <thead role="rowgroup"><tr role="row">${this.columns.map((column) => this.#head(column))}</tr></thead>
        <tbody role="rowgroup">
          ${repeat(this.rows, (row) => row.id, (row) => html`<tr role="row" class=${this.rowClass(row)}>${this.columns.map((column) => cell(column, row))}</tr>`)}
        </tbody>
      </table>
    `;
  }

  #head(column) {
    if (!column.sort) return html`<th role="columnheader" scope="col"><span class="head-words">${column.label}</span></th>`;
    const direction = this.#direction(column);
    return html`<th role="columnheader" scope="col" aria-sort=${direction ?? nothing}>
      <button type="button" class="sort-button" @click=${() => this.#sortBy(column)}>
        ${column.label} ${icon(direction === 'ascending' ? 'arrow-up' : direction === 'descending' ? 'arrow-down' : 'arrow-down-up')}
      </button>
    </th>`;
  }

  /** Cards have no heads to click on. */
  #sortBox() {
    const field = this.sort.replace('-', '');
    return html`<div class="sort-box">
      <label for="sort-field">${t('table.sortBy')}</label>
      <select id="sort-field" class="form-select" @change=${(event) => this.#sortBy(this.#column(event.target.value))}>
        ${this.columns.filter(({ sort }) => sort).map(({ sort, label }) => html`<option value=${sort} ?selected=${sort === field}>${label}</option>`)}
      </select>
      <button type="button" class="btn btn-quiet" aria-label=${t('table.reverse')} title=${t('table.reverse')} @click=${() => this.#sortBy(this.#column(field))}>
        ${icon(this.sort.startsWith('-') ? 'sort-down' : 'sort-up')}
      </button>
    </div>`;
  }

  #column(field) {
    return this.columns.find(({ sort }) => sort === field);
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

function cell({ label, heading, cell: content }, row) {
  const inside = html`<span class="cell-label">${label}</span><span class="cell-value">${content(row)}</span>`;
  return heading ? html`<th role="rowheader" scope="row">${inside}</th>` : html`<td role="cell">${inside}</td>`;
}

customElements.define('data-table', DataTable);
