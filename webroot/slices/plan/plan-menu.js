import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { myPlans } from './my-plans.js';
import { planParts } from './plan-parts.js';
import { ownerName } from './owner-name.js';
import '../../design/menu-button.js';
import '../practice/texts.js';
import './texts.js';

/** On a phone: back to the list, and a menu with the parts of the plan and the user's other plans. */
class PlanMenu extends SamklangElement {
  static properties = { home: { attribute: false }, tab: { attribute: false }, others: { state: true } };

  constructor() {
    super();
    this.home = null;
    this.tab = '';
    /** @type {import('contract').PlanItem[]} */
    this.others = [];
  }

  async #fetchOthers() {
    const plans = await myPlans();
    this.others = plans.filter(({ id }) => id !== this.home?.id);
  }

  render() {
    const owner = this.home?.owner;
    return html`<a class="tool tool-back" href="/planer" aria-label=${t('planHeader.toList')}>${icon('chevron-left')}</a>
      ${owner
        ? html`<menu-button id="plan-menu" .label=${html`<bdi class="tool-name">${owner.firstName}</bdi>`}
          .name=${t('planHeader.menu', { name: `${owner.firstName} ${owner.lastName}` })} .content=${() => this.#content()}
          @menu-opened=${this.#fetchOthers}></menu-button>`
        : html`<span class="skeleton-line" aria-hidden="true"></span>`}`;
  }

  #content() {
    const { owner, type } = this.home;
    return html`<p class="menu-heading"><bdi>${owner.firstName} ${owner.lastName}</bdi> <span
        class="muted">${t(`planType.${type}`)}</span></p>
      <nav aria-label=${t('app.planParts')}>${planParts(this.home, this.tab)}
        ${this.home.myRights.print ? html`<ul class="list-plain"><li><a href="/planer/${this.home.id}/utskrift">${icon('printer')}
          ${t('planHeader.print')}</a></li></ul>` : nothing}</nav>
      <nav aria-label=${t('planHeader.others')}>
        <ul class="list-plain">
          ${this.others.map((plan) => html`<li><a href="/planer/${plan.id}">
            <span><bdi>${ownerName(plan)}</bdi> <span class="muted">${t(plan.practice ? 'practice.tag'
              : `planType.${plan.type}`)}</span></span>
            ${plan.unread > 0 ? html`<span class="count"><span translate="no">${plan.unread}</span><span
              class="visually-hidden"> ${t('tab.unread')}</span></span>` : nothing}
          </a></li>`)}
          <li><a href="/planer">${icon('list')} ${t('planHeader.allPlans')}</a></li>
        </ul>
      </nav>`;
  }
}

customElements.define('plan-menu', PlanMenu);
