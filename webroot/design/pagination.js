import { html, nothing } from 'lit';
import { focus, focusNearest } from '../core/focus.js';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

/**
 * A button that loads new rows. The live region is always rendered, so that screen readers announce its content.
 *
 * @param {import('../core/live-list.js').LiveList} list
 * @param {string} key of a plural text: "2 nye meldinger – vis"
 */
export function newRowsButton(list, key) {
  return html`<div class="new-rows" role="status">
    ${list.newCount > 0
      ? html`<button type="button" class="button button-new-rows"
        @click=${(event) => showNew(list, event.target)}>${icon('arrow-down-circle')} ${t(key, { n: list.newCount })}</button>`
      : nothing}
  </div>`;
}

// The button disappears when clicked: the focus moves to the first row, or to the heading of a list that isn't a table.
async function showNew(list, button) {
  const page = button.closest('section');
  await list.load();
  requestAnimationFrame(() => focus(page.querySelector('data-table a')) || focusNearest([page]));
}

/**
 * @param {import('../core/live-list.js').LiveList} list
 * @returns {unknown} how many rows are shown, and the button "Vis flere"
 */
export function pagination(list) {
  if (!list.hasMore) return nothing;
  return html`<div class="list-pagination">
    <p>${t('table.shown', { shown: list.items.length, total: list.total })}</p>
    <button type="button" class="button button-quiet" ?disabled=${list.loading}
      @click=${() => list.loadMore()}>${t('table.more')}</button>
  </div>`;
}
