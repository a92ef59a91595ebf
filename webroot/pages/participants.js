import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { coalesced } from '../app/coalesce.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { currentPlan } from '../app/plan.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError } from '../components/field.js';
import { loading } from '../components/loading.js';
import { personBadge } from '../components/person-badge.js';

/** The plan group. */
class ParticipantsPage extends Page {
  static properties = { people: { state: true }, problem: { state: true } };

  #refresh = coalesced(() => this.#load(true));

  constructor() {
    super();
    this.people = null;
    this.problem = '';
    new Listen(this, live, {
      changed: ({ detail }) => detail.planId === this.params.planId && this.#refresh(),
      resync: () => this.#refresh(),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load(false);
  }

  async #load(background) {
    try {
      this.people = (await api.get(`/plans/${this.params.planId}/participants`, { background })).items;
      this.problem = '';
    } catch (problem) {
      if (!background) this.problem = explain(problem);
    }
  }

  render() {
    const type = currentPlan.home?.type;
    return html`<section class="page">
      <h1>${t('participants.heading')}</h1>
      <p class="lead">${t('participants.lead')}</p>
      ${formError(this.problem)} ${this.people === null && !this.problem ? loading() : nothing}
      <ul class="plain people">${this.people?.map((person) => html`<li class="panel">${personBadge(person, type)}</li>`)}</ul>
    </section>`;
  }
}

customElements.define('page-participants', ParticipantsPage);
