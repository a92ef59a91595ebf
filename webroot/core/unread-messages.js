import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { EventController } from './event-controller.js';
import { api } from './api.js';
import { coalesce } from './coalesce.js';
import { live } from './live.js';
import { t } from './i18n.js';
import { icon } from '../design/icon.js';
import { myPlans } from '../slices/plan/my-plans.js';
import '../design/menu-button.js';

/**
 * How many messages are unread in all plans, live. Leads to the messages of the plan that has them, or opens a list of the
 * plans that do. Nothing is shown when all is read.
 */
class UnreadMessages extends SamklangElement {
  static properties = {
    initial: { attribute: false },
    total: { state: true },
    byPlan: { state: true },
    plans: { state: true },
  };

  #counted = 0;

  constructor() {
    super();
    this.initial = 0;
    this.total = 0;
    /** @type {Record<string, number>} */
    this.byPlan = {};
    this.plans = [];
    new EventController(this, live, {
      hello: (event) => this.#count(event.detail.unread),
      unread: (event) => this.#count(event.detail),
      reconnectFailing: this.#ask,
    });
  }

  willUpdate(changed) {
    if (changed.has('initial')) this.total = this.initial;
  }

  /** What a frame would have told, where no socket comes through. */
  #ask = coalesce(async () => {
    const before = this.#counted;
    try {
      const counts = await api.get('/me/unread', { background: true });
      if (this.#counted === before) this.#count(counts);
    } catch {
      // asked again with the next attempt
    }
  });

  #count({ total, plans }) {
    this.#counted++;
    Object.assign(this, { total, byPlan: plans });
  }

  async #fetchPlans() {
    this.plans = await myPlans();
  }

  render() {
    if (this.total === 0) return nothing;
    const text = t('app.unread', { n: this.total });
    const label = html`${icon('envelope-fill')}<span aria-hidden="true" translate="no">${this.total}</span>`;
    const [planId, more] = Object.keys(this.byPlan);
    if (planId && !more) {
      return html`<a class="tool unread-total" href="/planer/${planId}/meldinger" aria-label=${text} title=${text}>${label}</a>`;
    }
    return html`<menu-button id="unread-menu" class="unread-total" .label=${label} .name=${text} .content=${() => this.#list()}
      @menu-opened=${this.#fetchPlans}></menu-button>`;
  }

  #list() {
    return html`<p class="menu-heading">${t('app.unread', { n: this.total })}</p>
      <ul class="list-plain">${this.plans.filter(({ unread }) => unread > 0).map(({ id, owner, unread }) => html`<li>
        <a href="/planer/${id}/meldinger"><bdi>${owner.firstName} ${owner.lastName}</bdi> <span class="count"><span
          translate="no">${unread}</span><span class="visually-hidden"> ${t('tab.unread')}</span></span></a>
      </li>`)}</ul>`;
  }
}

customElements.define('unread-messages', UnreadMessages);
