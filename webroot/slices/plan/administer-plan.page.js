import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { DayChangeController } from '../../core/day-change-controller.js';
import { currentPlan } from './plan.js';
import { PlanResource } from './plan-resource.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { together } from '../../forms/together.js';
import { endsSoon } from './plan-ends-soon.js';
import { planLinks } from './plan-links.js';
import { planSuccessor } from './plan-successor.js';
import './plan-coordinator-choice.js';
import './plan-handover.js';
import './plan-details.js';
import './plan-log-access.js';
import './plan-state.js';
import './plan-substitutes.js';
import '../../core/problem-page.js';
import './texts.js';

/** "Administrer plan": details, handover, substitutes and closing; only details and closing for an ORG_ADMIN outside the plan. */
class AdministerPlanPage extends Page {
  #resource = new PlanResource(this, { path: () => 'administration' });

  constructor() {
    super();
    new DayChangeController(this, this.#resource.refresh);
  }

  /** @returns {import('contract').PlanAdministration|null} */
  get plan() {
    return this.#resource.value;
  }

  get autosave() {
    return together([this.child('plan-details'), this.child('plan-handover')]);
  }

  updated() {
    super.updated();
    if (this.plan?.coordinates && currentPlan.planId !== this.plan.id) void currentPlan.open(this.plan.id);
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.plan) return loading();
    return html`<section class="page page-reading" @plan-changed=${this.#changed}>
      ${this.plan.coordinates ? nothing : this.#outside()}
      <h1>${t('administer.heading')}</h1>
      ${endsSoon(this.plan)}
      ${this.plan.mayNameCoordinator ? html`<plan-coordinator-choice .plan=${this.plan}></plan-coordinator-choice>` : nothing}
      <plan-details .plan=${this.plan}></plan-details>
      ${this.plan.coordinates ? this.#parts() : nothing}
      <plan-state .plan=${this.plan}></plan-state>
    </section>`;
  }

  #outside() {
    return html`<p><a class="back" href="/planer">${icon('arrow-left')} ${t('problemPage.toPlans')}</a></p>`;
  }

  #parts() {
    return html`
      ${planLinks(this.plan)}
      <plan-handover .plan=${this.plan}></plan-handover>
      <plan-substitutes .plan=${this.plan}></plan-substitutes>
      <plan-log-access .plan=${this.plan}></plan-log-access>
      ${planSuccessor(this.plan)}`;
  }

  /** The event carries the changed plan, or nothing when it must be reloaded. */
  #changed({ detail }) {
    if (detail) this.#resource.value = detail;
    else void this.#resource.refresh();
  }
}

customElements.define('page-administer-plan', AdministerPlanPage);
