import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { selectField } from '../../forms/select-field.js';
import { KINDS, NEWEST_FIRST } from './message-view.js';
import './texts.js';

const COLUMNS = ['sentAt', 'from', 'to', 'subject', 'kind', 'category', 'readAt'];
const RECEIVED_ONLY = ['from', 'readAt'];

/** Order and kind of a list of messages (MSG-2), folded. Event: `view-changed` with the changed parts of the view. */
class MessageListOptions extends SamklangElement {
  static properties = { view: { attribute: false }, open: { state: true } };

  constructor() {
    super();
    /** @type {import('./message-view.js').MessageView} */
    this.view = { folder: 'mottatt', sort: NEWEST_FIRST, kind: '' };
    this.open = false;
  }

  render() {
    return html`<button type="button" class="button button-link" aria-expanded=${this.open} aria-controls="message-options"
        @click=${() => (this.open = !this.open)}>${icon('sliders')} ${this.#summary()}</button>
      <div id="message-options" class="message-options" ?hidden=${!this.open}>${this.#kind()} ${this.#sort()}</div>`;
  }

  #summary() {
    const { kind, sort } = this.view;
    const parts = [kind ? t(`messages.kinds.${kind}`) : '', sort === NEWEST_FIRST ? '' : this.#columnName(sort.replace('-', ''))];
    return parts.filter(Boolean).join(' · ') || t('messages.options');
  }

  #columnName(column) {
    return t(`messages.column.${column === 'sentAt' && this.view.folder === 'kladder' ? 'updatedAt' : column}`);
  }

  #kind() {
    const options = ['', ...Object.keys(KINDS)].map((value) => ({ value, text: t(`messages.kinds.${value || 'all'}`) }));
    return selectField({
      name: 'kind-filter', label: t('messages.column.kind'), value: this.view.kind, options,
      onChange: (kind) => this.emit('view-changed', { kind }),
    });
  }

  #sort() {
    const { folder, sort } = this.view;
    const columns = COLUMNS.filter((column) => folder === 'mottatt' || !RECEIVED_ONLY.includes(column));
    const [column, descending] = [sort.replace('-', ''), sort.startsWith('-')];
    return html`<div class="message-sort">
      ${selectField({
        name: 'sort-field', label: t('table.sortBy'), value: column,
        options: columns.map((value) => ({ value, text: this.#columnName(value) })),
        onChange: (value) => this.emit('view-changed', { sort: value === 'sentAt' ? NEWEST_FIRST : value }),
      })}
      <button type="button" class="button button-quiet" aria-label=${t('table.reverse')} title=${t('table.reverse')}
        @click=${() => this.emit('view-changed', { sort: descending ? column : `-${column}` })}>${icon(descending ? 'sort-down'
          : 'sort-up')}</button>
    </div>`;
  }
}

customElements.define('message-list-options', MessageListOptions);
