import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { NewDay } from '../app/new-day.js';
import { PlanResource } from '../app/plan-resource.js';
import { t } from '../app/i18n.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import { planLinks } from '../components/plan-links.js';
import '../components/plan-baton.js';
import '../components/plan-facts.js';
import '../components/plan-state.js';
import '../components/plan-substitutes.js';
import '../components/problem-page.js';

/** "Administrer plan": what it is, who runs it, and its end; for an ORG_ADMIN outside of it, no more than that it is there. */
class AdministerPlanPage extends Page {
  #resource = new PlanResource(this, { path: () => 'administration' });

  constructor() {
    super();
    new NewDay(this, this.#resource.refresh);
  }

  get plan() {
    return this.#resource.value;
  }

  get keeper() {
    return this.querySelector('plan-facts');
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.plan) return loading();
    return html`<section class="page page-reading" @plan-changed=${this.#changed}>
      ${this.plan.coordinates ? nothing : this.#outside()}
      <h1>${t('administer.heading')}</h1>
      <plan-facts .plan=${this.plan}></plan-facts>
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
      <plan-baton .plan=${this.plan}></plan-baton>
      <plan-substitutes .plan=${this.plan}></plan-substitutes>`;
  }

  /** What the server answered to a change, or nothing when it must be asked anew. */
  #changed({ detail }) {
    if (detail) this.#resource.value = detail;
    else void this.#resource.refresh();
  }
}

customElements.define('page-administer-plan', AdministerPlanPage);
