import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { explain } from '../../core/problem.js';
import { formError } from '../../forms/field.js';
import { obstacleText } from './account-obstacles.js';
import './texts.js';

/**
 * For the coordinator: who of the participants may not get in, and who was invited 14 days ago and hasn't logged in (PERSON-12).
 */
class AccountsOverview extends SamklangElement {
  static properties = { planId: { attribute: false }, accounts: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').PlanAccounts|null} */
    this.accounts = null;
    this.problem = '';
  }

  async firstUpdated() {
    try {
      this.accounts = await api.get(`/plans/${this.planId}/accounts`, { background: true });
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  render() {
    if (this.problem) return formError(this.problem);
    if (!this.accounts?.items.length) return nothing;
    const waiting = this.accounts.items.filter(({ overdue }) => overdue);
    const others = this.accounts.items.filter(({ overdue }) => !overdue);
    return html`${waiting.length ? this.#section('waiting', waiting) : nothing}
      ${others.length ? this.#section('out', others) : nothing}`;
  }

  #section(key, items) {
    return html`<section class="aside" aria-labelledby="${key}-heading">
      <h2 id="${key}-heading">${t(`accountsOverview.${key}`)}</h2>
      <p>${t(`accountsOverview.${key}Lead`)}</p>
      <ul class="list-plain account-list">${items.map((item) => this.#item(item))}</ul>
    </section>`;
  }

  #item({ participantId, name, obstacles, waitingSince }) {
    const reasons = obstacles.map((obstacle) => (obstacle === 'NEVER_USED' && waitingSince
      ? t('accountHelp.neverUsed', { when: formatMoment(waitingSince) }) : obstacleText(obstacle)));
    return html`<li><a class="link-with-icon" href="/planer/${this.planId}/deltakere/${participantId}/konto">${name}</a>
      <span class="muted">${reasons.join(' ')}</span></li>`;
  }
}

customElements.define('accounts-overview', AccountsOverview);
