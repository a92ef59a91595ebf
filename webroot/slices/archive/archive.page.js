import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { LiveList } from '../../core/live-list.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { pagination } from '../../design/pagination.js';
import { errorOf, formError } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { archivableParts, wholeArchive } from './archive-parts.js';
import { archiveColumns } from './archive-columns.js';
import '../../design/data-table.js';
import './archive-progress.js';
import './texts.js';

/** Archives the plan, or parts of it, and shows what has been archived (PLAN-3). */
class ArchivePage extends Page {
  static properties = { current: { state: true } };

  #form = new FormController(this, {
    valuesOf: () => wholeArchive(currentPlan.home),
    validate: ({ parts }) => (parts.length ? {} : { parts: 'archive.noParts' }),
    send: (values, { idempotencyKey }) => api.post(this.#api, values, { idempotencyKey }),
    savedText: t('archive.started'),
    onSaved: (archive) => this.#show(archive),
  });

  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`${this.#api}${queryString({ limit, after })}`, { background }),
  );

  constructor() {
    super();
    /** @type {import('contract').PlanArchive|null} the one that is on its way, or has just ended */
    this.current = null;
    new EventController(this, currentPlan, { change: () => this.#open() });
  }

  get #api() {
    return `/plans/${this.params.planId}/archive`;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#open();
  }

  async #open() {
    this.requestUpdate();
    if (this.#form.values || !currentPlan.home?.myRights.archive) return;
    await this.#form.open({});
    await this.#list.load();
    this.current ??= this.#list.items.find(({ state }) => state === 'MAKING' || state === 'SENDING') ?? null;
  }

  async #show(archive) {
    this.current = archive;
    await this.#list.load();
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector('#archive-current'))?.focus();
  }

  /** The panel is rendered anew when the plan is fetched again: it shows what it showed. */
  #ended({ detail }) {
    this.current = detail;
    void this.#list.refresh();
    void currentPlan.refresh();
  }

  #toggle(part, checked) {
    const { parts } = this.#form.values;
    this.#form.change({ parts: archivableParts(currentPlan.home).filter((one) => (one === part ? checked : parts.includes(one))) });
  }

  render() {
    const { home } = currentPlan;
    if (!home) return loading();
    if (!home.myRights.archive) return deniedPage('');
    if (!this.#form.values) return loading();
    return html`<section class="page page-reading">
      <p class="back-line"><a href="/planer/${this.params.planId}">${icon('chevron-left')} ${t('archive.back')}</a></p>
      <h1>${t('archive.heading')}</h1>
      <p class="lead">${t('archive.lead')}</p>
      ${this.current ? this.#progress() : nothing}
      ${this.#choice(home)} ${this.#earlier()}
    </section>`;
  }

  #progress() {
    return html`<section class="panel" aria-labelledby="archive-current">
      <h2 id="archive-current" tabindex="-1">${icon('archive')} ${t('archive.current')}</h2>
      <archive-progress .archive=${this.current} .planId=${this.params.planId} @received=${this.#ended} @failed=${this.#ended}>
      </archive-progress>
    </section>`;
  }

  #choice(home) {
    const form = this.#form;
    const { parts, history, comments } = form.values;
    const error = form.errorOf('parts');
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      <fieldset class="field" id="parts" aria-describedby=${error ? 'parts-error' : nothing}>
        <legend class="label">${t('archive.parts')}</legend>
        ${archivableParts(home).map((part) => html`${this.#check(part, t(`archive.part.${part}`), parts.includes(part), error,
          (checked) => this.#toggle(part, checked))}
          ${part === 'GOALS' && parts.includes('GOALS') ? html`<div class="print-more">
            ${this.#check('history', t('archive.history'), history, '', (checked) => form.change({ history: checked }))}
            ${this.#check('comments', t('archive.comments'), comments, '', (checked) => form.change({ comments: checked }))}
          </div>` : nothing}`)}
        ${errorOf({ name: 'parts', error })}
      </fieldset>
      <p class="actions">${submitButton(form, t('archive.order'), { busyLabel: t('archive.ordering') })}</p>
    </form>`;
  }

  #check(name, label, checked, error, onChange) {
    return html`<label class="check"><input class="choice" type="checkbox" name=${name} .checked=${checked}
      aria-invalid=${error ? 'true' : nothing} @change=${(event) => onChange(event.target.checked)}> <span>${label}</span></label>`;
  }

  #earlier() {
    const { items, problem } = this.#list;
    if (items.length === 0) return problem ? formError(problem) : html`<p class="archive-earlier muted">${t('archive.none')}</p>`;
    return html`<section class="archive-earlier" aria-labelledby="archive-earlier">
      <h2 id="archive-earlier">${t('archive.earlier')}</h2> ${formError(problem)}
      <data-table wide .caption=${t('archive.earlier')} .columns=${archiveColumns()} .rows=${items}></data-table>
      ${pagination(this.#list)}
    </section>`;
  }
}

customElements.define('page-archive', ArchivePage);
