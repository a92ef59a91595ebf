import { html } from 'lit';
import { formatDay } from '../core/format.js';

/**
 * Groups rows under a heading for each day, in the given order.
 *
 * @param {any[]} rows
 * @param {(row: any) => string} time of a row, RFC 3339
 * @param {(row: any) => unknown} show
 */
export function groupByDay(rows, time, show) {
  const days = new Map();
  for (const row of rows) {
    const day = formatDay(time(row));
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days].map(([day, those]) => html`<section class="panel day" aria-label=${day}>
    <h2>${day}</h2>
    <ul class="list-plain day-rows">${those.map((row) => html`<li>${show(row)}</li>`)}</ul>
  </section>`);
}
