import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { coalesced } from '../app/coalesce.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { NewDay } from '../app/new-day.js';
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
  static properties = { plan: { state: true }, failure: { state: true } };

  #refresh = coalesced(() => this.#load(true));

  constructor() {
    super();
    this.plan = null;
    this.failure = null;
    new Listen(this, live, {
      changed: ({ detail }) => detail.planId === this.params.planId && this.#refresh(),
      resync: () => this.#refresh(),
    });
    new NewDay(this, () => this.#refresh());
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load(false);
  }

  get keeper() {
    return this.querySelector('plan-facts');
  }

  async #load(background) {
    try {
      this.plan = await api.get(`/plans/${this.params.planId}/administration`, { background });
      this.failure = null;
    } catch (problem) {
      if (!background || [403, 404].includes(problem.status)) Object.assign(this, { plan: null, failure: problem });
    }
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
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
    if (detail) this.plan = detail;
    else void this.#load(true);
  }

  #retry(event) {
    event.stopPropagation();
    this.failure = null;
    void this.#load(false);
  }
}

customElements.define('page-administer-plan', AdministerPlanPage);
