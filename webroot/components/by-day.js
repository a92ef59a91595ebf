import { html } from 'lit';
import { formatDay } from '../app/format.js';

/**
 * Rows under a heading for each day, in the order they come.
 *
 * @param {any[]} rows
 * @param {(row: any) => string} time of a row, RFC 3339
 * @param {(row: any) => unknown} show
 */
export function byDay(rows, time, show) {
  const days = new Map();
  for (const row of rows) {
    const day = formatDay(time(row));
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days].map(([day, those]) => html`<section class="panel day" aria-label=${day}>
    <h2>${day}</h2>
    <ul class="plain day-rows">${those.map((row) => html`<li>${show(row)}</li>`)}</ul>
  </section>`);
}
