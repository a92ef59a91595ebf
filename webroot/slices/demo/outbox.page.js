import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import '../../core/problem-page.js';
import './texts.js';

const POLL_INTERVAL_MS = 2_000;

/** SMS and e-mails that demo mode doesn't send. The API path exists only in demo mode. */
class OutboxPage extends Page {
  static properties = { items: { state: true }, problem: { state: true } };

  #timer = null;

  constructor() {
    super();
    this.items = null;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #load() {
    try {
      this.items = (await api.get('/demo/outbox', { base: '', background: true, silent: true })).items;
      this.problem = null;
    } catch (problem) {
      if (problem.status === 404 || !this.items) this.problem = problem;
    }
    if (this.isConnected && this.problem?.status !== 404) this.#timer = setTimeout(() => this.#load(), POLL_INTERVAL_MS);
  }

  render() {
    if (this.problem) return html`<problem-page .problem=${this.problem}></problem-page>`;
    return html`<section class="page page-reading">
      <h1>${t('outbox.heading')}</h1>
      <p class="lead">${t('outbox.lead')}</p>
      ${this.items === null ? loading() : nothing}
      ${this.items?.length === 0 ? emptyState({ iconName: 'send', text: t('outbox.empty') }) : nothing}
      <ul class="list-plain outbox" aria-live="polite">${this.items?.map(({ at, channel, to, text }) => html`<li class="panel">
        <p class="outbox-head">${icon(channel === 'SMS' ? 'phone'
          : 'envelope')} <strong>${t(`outbox.channel.${channel}`)}</strong> ${t('outbox.to', { to })} <span
            class="muted">${formatStamp(at)}</span></p>
        <p class="outbox-text">${text}</p>
      </li>`)}</ul>
    </section>`;
  }
}

customElements.define('page-outbox', OutboxPage);
