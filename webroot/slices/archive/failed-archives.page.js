import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { formatStamp } from '../../core/format.js';
import { LiveList } from '../../core/live-list.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { loading } from '../../design/loading.js';
import { pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { organisationMenu } from '../organisation/organisation-menu.js';
import '../../design/data-table.js';
import './texts.js';

/** "Administrasjon": archives that the archive hasn't received, and trying again (PLAN-3). */
class FailedArchivesPage extends Page {
  static properties = { busy: { state: true }, problem: { state: true } };

  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/failed-archives${queryString({ limit, after })}`, { background }),
  );

  constructor() {
    super();
    /** @type {string|null} the archive that is being tried again */
    this.busy = null;
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#list.load();
  }

  // Idempotent. The focus moves to the heading, as the row may disappear.
  async #retry({ id }) {
    Object.assign(this, { busy: id, problem: '' });
    try {
      await api.post(`/failed-archives/${id}/retry`);
      notify(t('failedArchives.retried'));
    } catch (problem) {
      this.problem = explain(problem);
    }
    this.busy = null;
    await this.#list.load();
    this.querySelector('h1').focus({ preventScroll: true });
  }

  render() {
    return html`<section class="page">
      ${organisationMenu('/virksomhet/arkiv')}
      <h1 tabindex="-1">${t('failedArchives.heading')}</h1>
      <p class="lead">${t('failedArchives.lead')}</p>
      ${formError(this.problem || this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #content() {
    const { items, loading: busy, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing
      : emptyState({ iconName: 'check2-circle', text: t('failedArchives.none'), more: t('failedArchives.noneMore') });
    return html`<data-table wide .caption=${t('failedArchives.heading')} .columns=${this.#columns()} .rows=${items}></data-table>`;
  }

  #columns() {
    const column = (field, cell, more = {}) => ({ label: t(`failedArchives.column.${field}`), cell, ...more });
    return [
      column('owner', (archive) => html`<span class="row-name">${archive.owner}</span>`, { heading: true }),
      column('organisation', (archive) => archive.organisation),
      column('by', (archive) => archive.by),
      column('failedAt', (archive) => formatStamp(archive.failedAt)),
      column('reason', (archive) => t(`archive.failure.${archive.failure}`)),
      column('again', (archive) => this.#again(archive)),
    ];
  }

  #again(archive) {
    if (archive.failure === 'ACCESS_LOST') return html`<span class="muted">${t('failedArchives.askAgain')}</span>`;
    return html`<button type="button" class="button button-quiet" ?disabled=${this.busy === archive.id} @click=${() => this.#retry(archive)}
      aria-label=${t('failedArchives.retryOne', { owner: archive.owner })}>${t('failedArchives.retry')}</button>`;
  }
}

customElements.define('page-failed-archives', FailedArchivesPage);
