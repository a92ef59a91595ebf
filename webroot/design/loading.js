import { html } from 'lit';
import { t } from '../core/i18n.js';

/** A spinner; the style sheet shows it after 300 ms, to avoid flicker. */
export function loading() {
  return html`<p class="loading" role="status"><span class="spinner" aria-hidden="true"></span> ${t('app.loading')}</p>`;
}

/**
 * The shape of what is to come, about as high, so that the page doesn't move when it comes. Seen after 300 ms, to avoid flicker.
 *
 * @param {{rows?: number, height?: 'row'|'panel'}} [shape] how many parts, and whether each is a row of a list or a part of a page
 */
export function skeleton({ rows = 4, height = 'row' } = {}) {
  return html`<div class="skeleton" role="status">
    <span class="visually-hidden">${t('app.loading')}</span>
    ${Array.from({ length: rows }, () => html`<div class="skeleton-${height}" aria-hidden="true"></div>`)}
  </div>`;
}

/** A whole page that is to come, with its heading. */
export function pageSkeleton() {
  return html`<div class="page"><div class="skeleton-heading" aria-hidden="true"></div>${skeleton({ rows: 3, height: 'panel' })}</div>`;
}
