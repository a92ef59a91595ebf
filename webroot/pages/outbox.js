import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { formatStamp } from '../app/format.js';
import { t } from '../app/i18n.js';
import { emptyState } from '../components/empty-state.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import '../components/problem-page.js';

const EVERY = 2_000;

/** What would have been sent by SMS and e-mail. Only in demo mode: elsewhere the path isn't there. */
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
      this.items = (await api.get('/demo/outbox', { base: '', background: true, quiet: true })).items;
      this.problem = null;
    } catch (problem) {
      if (problem.status === 404 || !this.items) this.problem = problem;
    }
    if (this.isConnected && this.problem?.status !== 404) this.#timer = setTimeout(() => this.#load(), EVERY);
  }

  render() {
    if (this.problem) return html`<problem-page .problem=${this.problem}></problem-page>`;
    return html`<section class="page page-reading">
      <h1>${t('outbox.heading')}</h1>
      <p class="lead">${t('outbox.lead')}</p>
      ${this.items === null ? loading() : nothing}
      ${this.items?.length === 0 ? emptyState({ sign: 'send', text: t('outbox.empty') }) : nothing}
      <ul class="plain outbox" aria-live="polite">${this.items?.map(({ at, channel, to, text }) => html`<li class="panel">
        <p class="outbox-head">${icon(channel === 'SMS' ? 'phone' : 'envelope')} <strong>${t(`outbox.channel.${channel}`)}</strong> ${t('outbox.to', { to })} <span class="quiet">${formatStamp(at)}</span></p>
        <p class="outbox-text">${text}</p>
      </li>`)}</ul>
    </section>`;
  }
}

customElements.define('page-outbox', OutboxPage);
