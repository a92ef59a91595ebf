import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api, query } from '../app/api.js';
import { LiveList } from '../app/live-list.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { emptyState } from '../components/empty-state.js';
import { failedColumns } from '../components/failed-columns.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { listFoot } from '../components/list-foot.js';
import { loading } from '../components/loading.js';
import { organisationMenu } from '../components/organisation-menu.js';
import '../components/data-table.js';
import '../components/modal-dialog.js';

const NEWEST_FIRST = '-failedAt';
const SORTS = /^-?(failedAt|channel|event|attempts|reason|person)$/;

/** "Adm. virksomhet": SMS and e-mails that didn't get there, and sending them again (NOTIF-4). */
class FailedNoticesPage extends Page {
  static properties = {
    sort: { state: true },
    busy: { state: true },
    asks: { state: true },
    problem: { state: true },
  };

  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/failed-notices${query({ sort: this.sort, limit, after })}`, { background }),
  );

  constructor() {
    super();
    this.sort = NEWEST_FIRST;
    /** @type {string|null} the notice that is being sent again, or `all` */
    this.busy = null;
    this.asks = false;
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const sort = this.query.get('sorter');
    this.sort = SORTS.test(sort) ? sort : NEWEST_FIRST;
    void this.#list.load();
  }

  #sortBy(sort) {
    this.sort = sort;
    router.rename(`/virksomhet/varsler${query({ sorter: sort === NEWEST_FIRST ? null : sort })}`);
    void this.#list.load();
  }

  #resendOne(notice) {
    return this.#resend(notice.id, `/failed-notices/${notice.id}/resend`);
  }

  #resendAll() {
    this.asks = false;
    return this.#resend('all', '/failed-notices/resend');
  }

  /** Both can be asked for twice without harm. The focus doesn't go with the row. */
  async #resend(busy, path) {
    Object.assign(this, { busy, problem: '' });
    try {
      const { count } = await api.post(path);
      notify(count > 0 ? t('failed.resent', { n: count }) : t('failed.resentBefore'));
    } catch (problem) {
      this.problem = explain(problem);
    }
    this.busy = null;
    await this.#list.load();
    this.querySelector('h1').focus({ preventScroll: true });
  }

  render() {
    return html`<section class="page">
      ${organisationMenu('/virksomhet/varsler')}
      <div class="heading-row">
        <h1 tabindex="-1">${t('failed.heading')}</h1>
        ${this.#list.items.some((notice) => notice.mayResend) ? this.#allButton() : nothing}
      </div>
      <p class="lead">${t('failed.lead')}</p>
      ${formError(this.problem || this.#list.problem)} ${this.#content()} ${listFoot(this.#list)}
      ${this.asks ? this.#question() : nothing}
    </section>`;
  }

  #allButton() {
    return html`<button type="button" class="btn btn-primary" ?disabled=${this.busy !== null} @click=${() => (this.asks = true)}>
      ${icon('send')} ${t('failed.resendAll')}
    </button>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ sign: 'check2-circle', text: t('failed.none'), more: t('failed.noneMore') });
    const columns = failedColumns({ busy: ({ id }) => this.busy === id || this.busy === 'all', resend: (notice) => this.#resendOne(notice) });
    return html`
      <p class="visually-hidden" role="status">${busy ? '' : t('failed.found', { n: total })}</p>
      <data-table
        wide .caption=${t('failed.heading')} .columns=${columns} .rows=${items} .sort=${this.sort}
        @sort=${(event) => this.#sortBy(event.detail)}
      ></data-table>`;
  }

  #question() {
    const content = html`<p>${t('failed.allQuestion')}</p>
      <div class="actions">
        <button type="button" class="btn btn-primary" @click=${() => this.#resendAll()}>${t('failed.allYes')}</button>
        <button type="button" class="btn btn-outline-primary" @click=${() => (this.asks = false)}>${t('failed.allNo')}</button>
      </div>`;
    return html`<modal-dialog .heading=${t('failed.resendAll')} .content=${content} @cancelled=${() => (this.asks = false)}></modal-dialog>`;
  }
}

customElements.define('page-failed-notices', FailedNoticesPage);
