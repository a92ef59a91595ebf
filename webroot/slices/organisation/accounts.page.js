import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { LiveList } from '../../core/live-list.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { loading } from '../../design/loading.js';
import { pagination } from '../../design/pagination.js';
import { formError } from '../../forms/field.js';
import { accountColumns } from './account-columns.js';
import { organisationMenu } from './organisation-menu.js';
import '../../design/data-table.js';
import './texts.js';

const PATH = '/virksomhet/kontoer';
const STATES = ['NEVER_USED', 'SHARED_ADDRESS', 'BLOCKED'];

/** "Administrasjon": accounts that need a look (PERSON-9, PERSON-10, PERSON-12). */
class AccountsPage extends Page {
  static properties = { state: { state: true } };

  #list = new LiveList(this, async ({ limit, after, background }) => {
    const page = await api.get(`/accounts${queryString({ state: this.state, limit, after })}`, { background });
    return { ...page, items: page.items.map((account) => ({ ...account, id: account.personId })) };
  });

  constructor() {
    super();
    this.state = STATES[0];
  }

  connectedCallback() {
    super.connectedCallback();
    const state = this.query.get('vis');
    this.state = STATES.includes(state) ? state : STATES[0];
    void this.#list.load();
  }

  #show(state) {
    this.state = state;
    router.replaceAddress(`${PATH}${queryString({ vis: state === STATES[0] ? null : state })}`);
    this.#list.clear();
    void this.#list.load();
  }

  render() {
    return html`<section class="page">
      ${organisationMenu(PATH)}
      <h1>${t('accounts.heading')}</h1>
      <fieldset class="choice-row">
        <legend>${t('accounts.show')}</legend>
        <div class="choice-boxes">${STATES.map((state) => this.#choice(state))}</div>
      </fieldset>
      <p class="lead">${t(`accounts.lead.${this.state}`)}</p>
      ${formError(this.#list.problem)} ${this.#content()} ${pagination(this.#list)}
    </section>`;
  }

  #choice(state) {
    return html`<label class="check">
      <input class="choice" type="radio" name="state" .value=${state} .checked=${this.state === state} @change=${() => this.#show(state)}>
      <span>${t(`accounts.concern.${state}`)}</span>
    </label>`;
  }

  #content() {
    const { items, loading: busy, total, problem } = this.#list;
    if (items.length === 0 && busy) return loading();
    if (items.length === 0) return problem ? nothing
      : emptyState({ iconName: 'check2-circle', text: t(`accounts.none.${this.state}`), more: t('accounts.noneMore') });
    return html`
      <p class="muted" role="status">${busy ? '' : t('accounts.found', { n: total })}</p>
      <data-table .caption=${t(`accounts.concern.${this.state}`)} .columns=${accountColumns(this.state)} .rows=${items}></data-table>`;
  }
}

customElements.define('page-accounts', AccountsPage);
