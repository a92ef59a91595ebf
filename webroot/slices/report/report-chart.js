import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { MediaController } from '../../design/media-controller.js';
import { countColumns, isHidden, reportRows } from './report-cells.js';
import './texts.js';

const ROW_REM = 3.5;
const AXIS_REM = 5;

/** The numbers of a report as bars; the table has the same for who can't see them. */
class ReportChart extends SamklangElement {
  static properties = { report: { attribute: false } };

  #chart = null;
  #drawn = 0;

  constructor() {
    super();
    /** @type {import('contract').Report} */
    this.report = null;
    new MediaController(this, '(prefers-color-scheme: dark)');
    new MediaController(this, '(forced-colors: active)');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#clear();
  }

  updated() {
    void this.#draw();
  }

  #clear() {
    this.#drawn += 1;
    this.#chart?.destroy();
    this.#chart = null;
  }

  async #draw() {
    this.#clear();
    const turn = this.#drawn;
    const module = await import('./bar-chart.js').catch(() => null); // the table is there without it
    if (!module || turn !== this.#drawn || !this.isConnected) return;
    const rows = reportRows(this.report).filter(({ isTotal }) => !isTotal);
    const canvas = this.querySelector('canvas');
    canvas.parentElement.style.blockSize = `${AXIS_REM + ROW_REM * rows.length}rem`;
    this.#chart = module.drawBars(canvas, { labels: rows.map(({ label }) => label), series: this.#series(rows), ...this.#look() });
  }

  #series(rows) {
    return countColumns(this.report).flatMap((name, index) => (name === 'TOTAL' ? [] : [{
      label: t(`report.column.${name}`),
      values: rows.map(({ counts }) => (isHidden(counts[index]) ? null : Number(counts[index]))),
    }]));
  }

  #look() {
    const tokens = getComputedStyle(document.documentElement);
    const own = getComputedStyle(this);
    const isForced = window.matchMedia('(forced-colors: active)').matches;
    const names = isForced ? ['--line'] : ['--primary', '--amber', '--ink-quiet'];
    return {
      colours: names.map((name) => (isForced ? own.color : tokens.getPropertyValue(name).trim())),
      ink: own.color,
      line: isForced ? own.color : tokens.getPropertyValue('--line').trim(),
      font: own.fontFamily,
    };
  }

  render() {
    return html`<figure class="report-figure">
      <div class="report-canvas"><canvas role="img" aria-label=${t('report.chartOf', { name: t(`reports.name.${this.report.name}`) })}>
      </canvas></div>
      <figcaption class="muted">${t('report.chart')}</figcaption>
    </figure>`;
  }
}

customElements.define('report-chart', ReportChart);
