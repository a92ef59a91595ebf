import { html, nothing } from 'lit';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

/**
 * Says that new rows wait, and lets the reader fetch them. The region stands there all the time so that it is spoken.
 *
 * @param {import('../app/live-list.js').LiveList} list
 * @param {string} key of a text in several numbers: "2 nye meldinger – vis"
 */
export function newRows(list, key) {
  return html`<div class="new-rows" role="status">
    ${list.waiting > 0
      ? html`<button type="button" class="btn btn-new" @click=${(event) => showNew(list, event.target)}>${icon('arrow-down-circle')} ${t(key, { n: list.waiting })}</button>`
      : nothing}
  </div>`;
}

// The button goes away when it has done its work: the focus goes to the first row.
async function showNew(list, button) {
  const page = button.closest('section');
  await list.load();
  requestAnimationFrame(() => page.querySelector('data-table a')?.focus());
}

/** @param {import('../app/live-list.js').LiveList} list @returns {unknown} how much is shown, and "Vis flere" */
export function listFoot(list) {
  if (!list.hasMore) return nothing;
  return html`<div class="list-foot">
    <p>${t('table.shown', { shown: list.items.length, total: list.total })}</p>
    <button type="button" class="btn btn-outline-primary" ?disabled=${list.loading} @click=${() => list.more()}>${t('table.more')}</button>
  </div>`;
}
