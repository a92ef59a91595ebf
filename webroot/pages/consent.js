import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { Listen } from '../app/listen.js';
import { currentPlan } from '../app/plan.js';
import { PlanResource } from '../app/plan-resource.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { consentFacts } from '../components/consent-facts.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { idleButton } from '../components/idle-button.js';
import { loading } from '../components/loading.js';
import { roleName } from '../components/person-badge.js';
import '../components/consent-form.js';
import '../components/consent-paper.js';
import '../components/consent-withdrawal.js';
import '../components/problem-page.js';

/** What the owner consents to, until when and for whom; giving it, renewing it and taking it back (PART-4, PLAN-8). */
class ConsentPage extends Page {
  static properties = { editing: { state: true } };

  #resource = new PlanResource(this, { path: () => 'consent', sections: ['consent', 'participants', 'rights', 'plan'], versions: { consent: ({ version }) => version } });

  constructor() {
    super();
    this.editing = false;
    new Listen(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get consent() {
    return this.#resource.value;
  }

  get keeper() {
    return this.querySelector('consent-form');
  }

  async #saved(consent) {
    this.#resource.value = consent;
    this.editing = false;
    void currentPlan.refresh();
    await this.updateComplete;
    this.querySelector('h1').focus({ preventScroll: true });
  }

  async #left() {
    this.editing = false;
    await this.updateComplete;
    this.querySelector('#renew')?.focus();
  }

  async #withdrawn() {
    await currentPlan.refresh();
    if (this.isConnected) this.#resource.retry();
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure && !this.editing) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    return html`<section class="page">
      <div class="heading-row">
        <h1 tabindex="-1">${t('consentPage.heading')}</h1>
        ${this.consent && !this.editing ? this.#renew() : nothing}
      </div>
      <p class="lead">${t('consentPage.lead')}</p>
      ${failure ? formError(explain(failure)) : nothing} ${this.consent ? this.#content() : loading()}
    </section>`;
  }

  #renew() {
    const { current, mayGive, mayRegister, guardianNeeded, consentAge } = this.consent;
    const label = t(`consentPage.${mayRegister ? 'register' : current ? 'renew' : 'give'}`);
    if (mayGive || mayRegister) {
      return html`<button type="button" id="renew" class="btn btn-primary" @click=${() => (this.editing = true)}>${icon('pencil-square')} ${label}</button>`;
    }
    const { home } = currentPlan;
    if (!this.consent.seesAll) return nothing;
    const why = home?.state === 'CLOSED' ? t('consentPage.notClosed') : guardianNeeded ? t('consentPage.tooYoung', { age: consentAge }) : '';
    return why ? idleButton({ id: 'renew', label, why, sign: 'pencil-square' }) : nothing;
  }

  #content() {
    const { current } = this.consent;
    const { planId } = this.params;
    if (this.editing) {
      return html`<consent-form
        .page=${this.consent} .planId=${planId} @saved=${(event) => this.#saved(event.detail)} @left=${() => this.#left()}
      ></consent-form>`;
    }
    return html`<section class="panel" aria-labelledby="current-heading">
        <h2 id="current-heading">${t('consentPage.current')}</h2>
        ${current ? consentFacts(current, `/api/v1/plans/${planId}/consent/paper`) : html`<p class="banner">${icon('x-octagon-fill')} <span>${t('consentPage.none')}</span></p>`}
        ${current && current.daysLeft < 0 ? html`<p>${t('consentPage.expired')}</p>` : nothing}
      </section>
      ${this.#shares()} ${this.#paper()} ${this.#insight()} ${this.#history()} ${this.#withdrawal()}`;
  }

  #shares() {
    const { current, participants } = this.consent;
    if (!current) return nothing;
    const all = this.consent.seesAll;
    return html`<section class="panel" aria-labelledby="shares-heading">
      <h2 id="shares-heading">${t(all ? 'consentPage.shares' : 'consentPage.ownShare')}</h2>
      <p>${t(current.differentiated ? 'consentPage.different' : 'consentPage.same')}</p>
      <ul class="plain share-list">
        ${participants.map(({ name, role, consentScope }) => html`<li>
          <p class="share-who"><strong>${name}</strong> <span class="quiet">${roleName(role, currentPlan.home?.type)}</span></p>
          <p class="share-what">${role === 'OWNER' ? t('consentPage.ownersOwn') : consentScope || t('consentPage.wholeScope')}</p>
        </li>`)}
      </ul>
    </section>`;
  }

  #paper() {
    const { current, mayGive, mayRegister } = this.consent;
    if (!current || !(mayGive || mayRegister)) return nothing;
    return html`<section class="panel" aria-labelledby="paper-heading">
      <h2 id="paper-heading">${t('consentPage.paperHeading')}</h2>
      <consent-paper .planId=${this.params.planId} ?replaces=${Boolean(current.paper)} @kept=${this.#resource.refresh}></consent-paper>
    </section>`;
  }

  #insight() {
    if (!this.#sees) return nothing;
    const here = `/planer/${this.params.planId}`;
    return html`<section class="panel" aria-labelledby="insight-heading">
      <h2 id="insight-heading">${t('consentPage.insight')}</h2>
      <p><a class="way-on" href="${here}/hvem-har-sett">${icon('eye')} ${t('consentPage.toSeen')}</a></p>
      <p><a class="way-on" href="${here}/logg">${icon('journal-text')} ${t('consentPage.toLog')}</a></p>
    </section>`;
  }

  get #sees() {
    return this.consent.seesAll;
  }

  #history() {
    const { history } = this.consent;
    if (history.length === 0) return nothing;
    return html`<details class="panel history">
      <summary>${t('consentPage.history', { n: history.length })}</summary>
      ${history.map((consent) => html`<div class="history-item">${consentFacts(consent)}</div>`)}
    </details>`;
  }

  #withdrawal() {
    if (!this.consent.mayWithdraw) return nothing;
    return html`<consent-withdrawal
      .planId=${this.params.planId} .participants=${this.consent.participants}
      @withdrawn=${() => this.#withdrawn()}
    ></consent-withdrawal>`;
  }
}

customElements.define('page-consent', ConsentPage);
