import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { formatDate } from '../app/format.js';
import { NewDay } from '../app/new-day.js';
import { currentPlan } from '../app/plan.js';
import { t } from '../app/i18n.js';
import { consentLeft } from './consent-left.js';
import { icon } from './icon.js';

const TABS = [
  { tab: 'home', path: '' },
  { tab: 'messages', path: '/meldinger' },
  { tab: 'participants', path: '/deltakere' },
  { tab: 'consent', path: '/samtykke' },
  { tab: 'administer', path: '/administrer', only: ({ myRights }) => myRights.administer },
];

/** What stands over every page in a plan: whose it is, what it is, and its parts. */
class PlanFrame extends SamklangElement {
  static properties = {
    home: { attribute: false },
    tab: { attribute: false },
    open: { state: true },
  };

  constructor() {
    super();
    this.home = null;
    this.tab = 'home';
    this.open = false;
    new NewDay(this, () => currentPlan.refresh());
  }

  render() {
    const { owner, type, consentDaysLeft, state } = this.home;
    return html`<div class="plan-frame">
      <p class="plan-line">
        <strong class="plan-owner">${owner.firstName} ${owner.lastName}</strong>
        <span>${t(`planType.${type}`)}</span>
        ${consentDaysLeft === null ? nothing : consentLeft(consentDaysLeft, 'plan')}
      </p>
      ${this.#tabs()} ${state === 'CLOSED' ? this.#closed() : nothing}
    </div>`;
  }

  #tabs() {
    return html`<nav class="plan-tabs ${this.open ? 'is-open' : ''}" aria-label=${t('frame.planParts')}>
      <button type="button" class="tabs-button" aria-expanded=${this.open} aria-controls="plan-tabs" @click=${() => (this.open = !this.open)}>
        ${icon('list')} <span>${this.#words(this.tab)}</span> ${icon(this.open ? 'chevron-up' : 'chevron-down')}
      </button>
      <ul id="plan-tabs" @click=${() => (this.open = false)}>
        ${TABS.filter(({ only }) => only?.(this.home) ?? true).map(({ tab, path }) => html`<li>
          <a href="/planer/${this.home.id}${path}" aria-current=${tab === this.tab ? 'page' : nothing}>${this.#words(tab)}</a>
        </li>`)}
      </ul>
    </nav>`;
  }

  #words(tab) {
    const { unread } = this.home;
    return tab === 'messages' && unread > 0 ? html`${t('tab.messages')} <span class="count">(${unread}<span class="visually-hidden"> ${t('tab.unread')}</span>)</span>` : t(`tab.${tab}`);
  }

  #closed() {
    const { endDate } = this.home;
    return html`<p class="banner" role="note">
      ${icon('lock-fill')} <span>${endDate ? t('planFrame.closedOn', { date: formatDate(endDate) }) : t('planFrame.closed')}</span>
    </p>`;
  }
}

customElements.define('plan-frame', PlanFrame);
