import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { download } from '../../core/download.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { explain, Problem } from '../../core/problem.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { formError } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { countColumns, countText, reportRows } from './report-cells.js';
import { filterErrors, reportFilter } from './report-filter.js';
import { isOfOneDay, REPORTS } from './report-names.js';
import '../../core/problem-page.js';
import '../../design/data-table.js';
import './report-chart.js';
import './texts.js';

/** One report: what it is of, a table, a chart and a file (REP-1). */
class ReportPage extends Page {
  static properties = { report: { state: true }, organisations: { state: true }, failure: { state: true }, fileProblem: { state: true } };

  #form = new FormController(this, {
    valuesOf: ({ organisation, from, to }) => ({ organisation: organisation.id, from, to }),
    validate: (values) => filterErrors(values, isOfOneDay(this.#name)),
    send: (values) => this.#fetch(values),
    savedText: t('report.shown'),
    onSaved: (report) => (this.report = report),
  });

  constructor() {
    super();
    /** @type {import('contract').Report|null} */
    this.report = null;
    /** @type {import('contract').Organisation[]} */
    this.organisations = [];
    this.failure = null;
    this.fileProblem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  get #name() {
    return REPORTS[this.params.report];
  }

  #path(values) {
    const { organisation, to, from } = values;
    return `/reports/${this.#name}${queryString({ organisation, to, from: isOfOneDay(this.#name) ? null : from })}`;
  }

  #fetch(values) {
    return api.get(this.#path(values));
  }

  async #load() {
    try {
      if (!this.#name) throw new Problem(404, { code: 'not.found' });
      const [report, { items }] = await Promise.all([this.#fetch({}), api.get('/organisations')]);
      await this.#form.open(report);
      Object.assign(this, { report, organisations: items.filter(({ mayAdminister }) => mayAdminister), failure: null });
    } catch (problem) {
      this.failure = problem;
    }
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  async #download() {
    const { organisation, from, to } = this.report;
    this.fileProblem = '';
    try {
      await download(`/api/v1${this.#path({ organisation: organisation.id, from, to })}`, `samklang-${this.params.report}-${to}.csv`,
        { accept: 'text/csv' });
    } catch (problem) {
      this.fileProblem = explain(problem);
    }
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} .reason=${'report'} @retry=${this.#retry}></problem-page>`;
    if (!this.report) return loading();
    return html`<section class="page">
      <p><a class="link-with-icon" href="/rapporter">${icon('arrow-left')} ${t('report.back')}</a></p>
      <h1>${t(`reports.name.${this.#name}`)}</h1>
      <p class="lead">${t(`reports.what.${this.#name}`)}</p>
      ${reportFilter(this.#form, { name: this.#name, organisations: this.organisations })} ${this.#content()}
    </section>`;
  }

  #content() {
    const { organisation, from, to } = this.report;
    const rows = reportRows(this.report);
    const days = isOfOneDay(this.#name) ? formatDate(to) : t('report.period', { from: formatDate(from), to: formatDate(to) });
    return html`<section class="report-numbers" aria-labelledby="report-numbers">
      <h2 id="report-numbers"><bdi>${organisation.name}</bdi>, ${days}</h2>
      ${rows.length === 0 ? html`<p>${t('report.none')}</p>` : html`
        <data-table .caption=${t(`reports.name.${this.#name}`)} .columns=${this.#columns()} .rows=${rows}
          .rowClass=${({ isTotal }) => (isTotal ? 'is-total' : '')}></data-table>
        <p class="muted">${t('reports.privacy')}</p>
        <p class="actions"><button type="button" class="button button-quiet" @click=${this.#download}>${icon('download')}
          ${t('report.csv')}</button></p>
        ${formError(this.fileProblem)} <report-chart .report=${this.report}></report-chart>`}
      ${this.#name === 'KOSTRA' ? html`<p class="muted">${t('report.kostra')}</p>` : nothing}
    </section>`;
  }

  #columns() {
    const heading = this.report.columns.filter(({ kind }) => kind === 'LABEL').map(({ name }) => t(`report.column.${name}`)).join(', ');
    return [
      { label: heading, heading: true, cell: ({ label }) => html`<span class="row-name">${label}</span>` },
      ...countColumns(this.report).map((name, index) => ({
        label: t(`report.column.${name}`), cell: ({ counts }) => countText(counts[index]),
      })),
    ];
  }
}

customElements.define('page-report', ReportPage);
