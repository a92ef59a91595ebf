import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { DayChangeController } from '../../core/day-change-controller.js';
import { currentPlan } from './plan.js';
import { t } from '../../core/i18n.js';
import { consentWarning } from '../consent/consent-expiry.js';
import { icon } from '../../design/icon.js';
import { planParts } from './plan-parts.js';
import './texts.js';

/** The header of all pages of a plan: owner, type, a consent that soon expires, and tabs. As high while it loads. */
class PlanHeader extends SamklangElement {
  static properties = {
    home: { attribute: false },
    tab: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('contract').PlanHome|null} null while it loads */
    this.home = null;
    this.tab = 'home';
    new DayChangeController(this, () => currentPlan.refresh());
  }

  render() {
    return html`<div class="plan-header">${this.home ? this.#content(this.home) : nothing}</div>`;
  }

  #content(home) {
    const { owner, type, consentDaysLeft, id } = home;
    return html`<div class="plan-line">
      <strong class="plan-owner"><bdi>${owner.firstName} ${owner.lastName}</bdi></strong>
      <span>${t(`planType.${type}`)}</span>
      ${consentWarning(consentDaysLeft, id)}
      ${printLink(this.home)}
    </div>
    <nav class="plan-tabs" aria-label=${t('app.planParts')}>${planParts(home, this.tab)}</nav>`;
  }
}

/** The printer, for those who may print (PRINT-1). */
function printLink({ id, myRights }) {
  if (!myRights.print) return nothing;
  return html`<a class="plan-print link-with-icon" href="/planer/${id}/utskrift">${icon('printer')} ${t('planHeader.print')}</a>`;
}

customElements.define('plan-header', PlanHeader);
