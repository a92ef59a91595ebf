import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api, query } from '../app/api.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { LiveList } from '../app/live-list.js';
import { currentPlan } from '../app/plan.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { emptyState } from '../components/empty-state.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { listFoot, newRows } from '../components/list-foot.js';
import { loading } from '../components/loading.js';
import { messageColumns } from '../components/message-columns.js';
import '../components/data-table.js';

const FOLDERS = { mottatt: 'RECEIVED', sendt: 'SENT', kladder: 'DRAFTS' };
const SORTS = /^-?(sentAt|subject|from|to|kind|category|readAt)$/;
const NEWEST_FIRST = '-sentAt';

/** One's messages in a plan, in three folders (MSG-2). */
class MessagesPage extends Page {
  static properties = { folder: { state: true }, sort: { state: true } };

  #list = new LiveList(this, (page) => this.#fetch(page));

  constructor() {
    super();
    this.folder = 'mottatt';
    this.sort = NEWEST_FIRST;
    const freshen = ({ detail }) => (!detail?.planId || detail.planId === this.params.planId) && this.#list.refresh();
    new Listen(this, live, { message: freshen, changed: freshen, resync: freshen });
    new Listen(this, currentPlan, { change: () => this.requestUpdate() });
  }

  connectedCallback() {
    super.connectedCallback();
    const [folder, sort] = [this.query.get('mappe'), this.query.get('sorter')];
    this.folder = FOLDERS[folder] ? folder : 'mottatt';
    this.sort = SORTS.test(sort) ? sort : NEWEST_FIRST;
    void this.#list.load();
  }

  get #path() {
    return `/planer/${this.params.planId}/meldinger`;
  }

  #fetch({ limit, after, background }) {
    const folder = FOLDERS[this.folder];
    return api.get(`/plans/${this.params.planId}/messages${query({ folder, sort: this.sort, limit, after })}`, { background });
  }

  #sortBy(sort) {
    this.sort = sort;
    router.rename(`${this.#path}${query({ mappe: this.folder, sorter: sort })}`);
    void this.#list.load();
  }

  render() {
    const mayWrite = currentPlan.home?.myRights.sendMessages && currentPlan.home.state === 'ACTIVE';
    return html`<section class="page">
      <div class="heading-row">
        <h1>${t('messages.heading')}</h1>
        ${mayWrite ? html`<a class="btn btn-primary" href="${this.#path}/ny">${icon('pencil-square')} ${t('messages.new')}</a>` : nothing}
      </div>
      ${this.#folders()} ${formError(this.#list.problem)} ${newRows(this.#list, 'messages.waiting')} ${this.#content()} ${listFoot(this.#list)}
    </section>`;
  }

  #folders() {
    const path = (folder) => (folder === 'mottatt' ? this.#path : `${this.#path}?mappe=${folder}`);
    return html`<nav class="folders" aria-label=${t('messages.folders')}>
      ${Object.keys(FOLDERS).map((folder) => html`<a href=${path(folder)} aria-current=${folder === this.folder ? 'page' : nothing}>${t(`messages.folder.${folder}`)}</a>`)}
    </nav>`;
  }

  #content() {
    const { items, loading: busy, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing : emptyState({ sign: 'inbox', text: t(`messages.empty.${this.folder}`) });
    const folder = FOLDERS[this.folder];
    return html`<data-table
      .caption=${t(`messages.folder.${this.folder}`)} .columns=${messageColumns(folder, this.params.planId)} .rows=${items} .sort=${this.sort}
      .rowClass=${(message) => (folder === 'RECEIVED' && !message.readAt ? 'is-unread' : '')}
      @sort=${(event) => this.#sortBy(event.detail)}
    ></data-table>`;
  }
}

customElements.define('page-messages', MessagesPage);
