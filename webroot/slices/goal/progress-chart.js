import { html, nothing, svg } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { formatDay, formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { explain } from '../../core/problem.js';
import './texts.js';

const WIDTH = 320;
const HEIGHT = 120;

const yOf = (percent) => HEIGHT - 10 - percent;

/** The progress of a goal over time (GOAL-9), as a line and, for those who can't see it, as a table. */
class ProgressChart extends SamklangElement {
  static properties = { planId: { attribute: false }, goal: { attribute: false }, points: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').Goal} */
    this.goal = null;
    /** @type {import('contract').ProgressPoint[]|null} */
    this.points = null;
    this.failure = '';
  }

  updated(changed) {
    const before = changed.get('goal');
    if (changed.has('goal') && before?.progress !== this.goal.progress) void this.#load();
  }

  async #load() {
    try {
      const { items } = await api.get(`/plans/${this.planId}/goals/${this.goal.id}/progress`, { background: true });
      this.points = items;
      this.failure = '';
    } catch (problem) {
      this.failure = explain(problem);
    }
  }

  render() {
    if (this.failure) return html`<p class="muted">${this.failure}</p>`;
    if (!this.points) return nothing;
    return html`
      <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
        ${[0, 50, 100].map((percent) => svg`<line class="chart-grid" x1="0" x2=${WIDTH} y1=${yOf(percent)} y2=${yOf(percent)} />`)}
        <polyline class="chart-line" points=${line(this.points)} />
      </svg>
      <table class="chart-table"><caption class="visually-hidden">${t('goal.overTime')}</caption>
        <thead><tr><th scope="col">${t('goal.day')}</th><th scope="col">${t('goal.progress')}</th></tr></thead>
        <tbody>${this.points.map(({ at, progress }) => html`<tr><td title=${formatMoment(at)}>${formatDay(at)}</td>
          <td>${t('goals.percent', { n: progress })}</td></tr>`)}</tbody></table>`;
  }
}

/**
 * Each change is a step, and the last lasts until today.
 *
 * @param {{at: string, progress: number}[]} points
 * @param {number} [now]
 * @returns {string} the points of a line
 */
export function line(points, now = Date.now()) {
  const first = points.length > 0 ? new Date(points[0].at).getTime() : now;
  const span = Math.max(1, now - first);
  const xOf = (at) => Math.round(((at - first) / span) * WIDTH);
  const steps = points.flatMap(({ at, progress }, index) => {
    const x = xOf(new Date(at).getTime());
    return index === 0 ? [[x, progress]] : [[x, points[index - 1].progress], [x, progress]];
  });
  const end = points.length > 0 ? [[WIDTH, points[points.length - 1].progress]] : [];
  return [...steps, ...end].map(([x, percent]) => `${x},${yOf(percent)}`).join(' ');
}

customElements.define('progress-chart', ProgressChart);
