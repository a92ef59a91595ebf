import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { LiveList } from '../../core/live-list.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { failedNoticeColumns } from './failed-notice-columns.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { pagination } from '../../design/pagination.js';
import { loading } from '../../design/loading.js';
import { organisationMenu } from './organisation-menu.js';
import '../../design/data-table.js';
import '../../design/confirm-dialog.js';
import './texts.js';

const NEWEST_FIRST = '-failedAt';
const SORTS = /^-?(failedAt|channel|event|attempts|reason|person)$/;

/** "Administrasjon": SMS and e-mails that failed, and sending them again (NOTIF-4). */
class FailedNoticesPage extends Page {
  static properties = {
    sort: { state: true },
    busy: { state: true },
    confirming: { state: true },
    problem: { state: true },
  };

  #list = new LiveList(this, ({ limit, after, background }) =>
    api.get(`/failed-notices${queryString({ sort: this.sort, limit, after })}`, { background }),
  );

  constructor() {
    super();
    this.sort = NEWEST_FIRST;
    /** @type {string|null} the notice that is being sent again, or `all` */
    this.busy = null;
    this.confirming = false;
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
    router.replaceAddress(`/virksomhet/varsler${queryString({ sorter: sort === NEWEST_FIRST ? null : sort })}`);
    void this.#list.load();
  }

  #resendOne(notice) {
    return this.#resend(notice.id, `/failed-notices/${notice.id}/resend`);
  }

  #resendAll() {
    this.confirming = false;
    return this.#resend('all', '/failed-notices/resend');
  }

  // Idempotent. The focus moves to the heading, as the row may disappear.
  async #resend(busy, path) {
    Object.assign(this, { busy, problem: '' });
    try {
      const { count } = await api.post(path);
      notify(count > 0 ? t('failedNotices.resent', { n: count }) : t('failedNotices.resentBefore'));
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
        <h1 tabindex="-1">${t('failedNotices.heading')}</h1>
        ${this.#list.items.some((notice) => notice.mayResend) ? this.#allButton() : nothing}
      </div>
      <p class="lead">${t('failedNotices.lead')}</p>
      ${formError(this.problem || this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
      ${this.confirming ? this.#confirmation() : nothing}
    </section>`;
  }

  #allButton() {
    return html`<button type="button" class="button button-primary" ?disabled=${this.busy !== null}
      @click=${() => (this.confirming = true)}>
      ${icon('send')} ${t('failedNotices.resendAll')}
    </button>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing
      : emptyState({ iconName: 'check2-circle', text: t('failedNotices.none'), more: t('failedNotices.noneMore') });
    const isBusy = ({ id }) => this.busy === id || this.busy === 'all';
    const columns = failedNoticeColumns({ busy: isBusy, resend: (notice) => this.#resendOne(notice) });
    return html`
      <p class="visually-hidden" role="status">${busy ? '' : t('failedNotices.found', { n: total })}</p>
      <data-table
        wide .caption=${t('failedNotices.heading')} .columns=${columns} .rows=${items} .sort=${this.sort}
        @sort=${(event) => this.#sortBy(event.detail)}
      ></data-table>`;
  }

  #confirmation() {
    return html`<confirm-dialog
      harmless .heading=${t('failedNotices.resendAll')} .content=${html`<p>${t('failedNotices.allQuestion')}</p>`}
      .yes=${t('failedNotices.allYes')} .no=${t('failedNotices.allNo')}
      @confirmed=${this.#resendAll} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

customElements.define('page-failed-notices', FailedNoticesPage);
