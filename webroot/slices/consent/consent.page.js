import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { consentDeviations } from './consent-deviations.js';
import { consentDetails } from './consent-details.js';
import { ownPeriods } from './own-periods.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { disabledButton } from '../../design/disabled-button.js';
import { loading } from '../../design/loading.js';
import { roleName } from '../person/person-badge.js';
import { consentAndRights } from '../participant/consent-and-rights.js';
import './consent-form.js';
import './signed-consent-upload.js';
import './consent-withdrawal.js';
import '../../core/problem-page.js';
import { mayPrintForm } from '../print/print-parts.js';
import './texts.js';

/** The consent: scope, period and participants; giving, renewing and withdrawing it (PART-4, PLAN-8). */
class ConsentPage extends Page {
  static properties = { editing: { state: true } };

  #resource = new PlanResource(this, { path: () => 'consent', sections: ['consent', 'participants', 'rights', 'plan'],
    versions: { consent: ({ version }) => version }, onLoad: (consent, background) => this.#onLoad(consent, background) });

  /** @type {import('contract').PlanRights['items']|null} what all participants can open, for those who may see it */
  #rights = null;

  constructor() {
    super();
    this.editing = false;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  /** @returns {import('contract').ConsentPage|null} */
  get consent() {
    return this.#resource.value;
  }

  get autosave() {
    return this.child('consent-form');
  }

  async #onLoad(consent, background) {
    const path = `/plans/${this.params.planId}/rights`;
    this.#rights = consent.seesAll ? await api.get(path, { background }).then(({ items }) => items, () => this.#rights) : null;
    this.#resource.value = consent;
  }

  async #saved(consent) {
    this.#resource.value = consent;
    void this.#resource.refresh();
    this.editing = false;
    void currentPlan.refresh();
    await this.updateComplete;
    this.querySelector('h1').focus({ preventScroll: true });
  }

  async #discarded() {
    this.editing = false;
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector('#renew'))?.focus();
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
      ${this.consent?.marked ? html`<p class="banner">${icon('shield-exclamation')} <span>${t('problem.session_marked')}</span></p>`
        : nothing}
      ${failure ? formError(explain(failure)) : nothing} ${this.consent ? this.#content() : loading()}
    </section>`;
  }

  #renew() {
    const { current, mayGive, mayRegister, guardianNeeded, consentAge } = this.consent;
    const label = t(`consentPage.${mayRegister ? 'register' : current ? 'renew' : 'give'}`);
    if (mayGive || (mayRegister && !this.consent.needsPaper)) {
      return html`<button type="button" id="renew" class="button button-primary"
        @click=${() => (this.editing = true)}>${icon('pencil-square')} ${label}</button>`;
    }
    const { home } = currentPlan;
    if (!this.consent.seesAll) return nothing;
    const reason = home?.state === 'CLOSED' ? t('consentPage.notClosed') : guardianNeeded ? t('consentPage.tooYoung', { age: consentAge })
      : '';
    return reason ? disabledButton({ id: 'renew', label, reason, iconName: 'pencil-square' }) : nothing;
  }

  #content() {
    const { current } = this.consent;
    const { planId } = this.params;
    if (this.editing) {
      return html`<consent-form
        .page=${this.consent} .rights=${this.#rights ?? []} .planId=${planId}
        @saved=${(event) => this.#saved(event.detail)} @discarded=${() => this.#discarded()}
      ></consent-form>`;
    }
    return html`<section class="panel" aria-labelledby="current-heading">
        <h2 id="current-heading">${currentHeading(this.consent)}</h2>
        ${current ? consentDetails(current, planId, `/api/v1/plans/${planId}/consent/paper`)
          : html`<p class="banner">${icon('x-octagon-fill')} <span>${t('consentPage.none')}</span></p>`}
        ${current && current.daysLeft < 0 ? html`<p>${t('consentPage.expired')}</p>` : nothing}
      </section>
      ${this.#deviations()} ${this.#shares()} ${ownPeriods(this.#rights ?? [], planId)} ${this.#paper()}
      ${this.#insight()} ${this.#history()} ${this.#withdrawal()}`;
  }

  #deviations() {
    const { participants, seesAll } = this.consent;
    return seesAll ? consentDeviations(participants, currentPlan.home?.type) : nothing;
  }

  #shares() {
    const { current, participants } = this.consent;
    if (!current) return nothing;
    const all = this.consent.seesAll;
    return html`<section class="panel" aria-labelledby="shares-heading">
      <h2 id="shares-heading">${t(all ? 'consentPage.shares' : 'consentPage.ownShare')}</h2>
      <p>${t(current.differentiated ? 'consentPage.different' : 'consentPage.same')}</p>
      ${all && this.#rights ? consentAndRights(this.#rights, { planId: this.params.planId, planType: currentPlan.home?.type })
        : html`<ul class="list-plain share-list">
        ${participants.map(({ name, role, consentScope }) => html`<li>
          <p class="share-who"><strong>${name}</strong> <span class="muted">${roleName(role, currentPlan.home?.type)}</span></p>
          <p class="share-what">${role === 'OWNER' ? t('consentPage.ownersOwn') : consentScope || t('consentPage.wholeScope')}</p>
        </li>`)}
      </ul>`}
    </section>`;
  }

  #paper() {
    const { current, mayGive, mayRegister, needsPaper } = this.consent;
    const missing = mayRegister && needsPaper;
    if (!(missing || (current && (mayGive || mayRegister)))) return nothing;
    return html`<section class="panel" aria-labelledby="paper-heading">
      <h2 id="paper-heading">${t('consentPage.paperHeading')}</h2>
      ${missing ? html`<p>${t('consentPage.withdrawnWhy')}</p>` : nothing}
      ${mayPrintForm(currentPlan.home) ? html`<p><a class="link-with-icon"
        href="/planer/${this.params.planId}/utskrift?del=CONSENT_FORM">${icon('printer')} ${t('consentPage.printForm')}</a></p>` : nothing}
      <signed-consent-upload .planId=${this.params.planId} ?replaces=${Boolean(current?.paper)}
        @uploaded=${this.#resource.refresh}></signed-consent-upload>
    </section>`;
  }

  #insight() {
    if (!this.#sees) return nothing;
    const here = `/planer/${this.params.planId}`;
    return html`<section class="panel" aria-labelledby="insight-heading">
      <h2 id="insight-heading">${t('consentPage.insight')}</h2>
      <p><a class="link-with-icon" href="${here}/hvem-har-sett">${icon('eye')} ${t('consentPage.toSeen')}</a></p>
      ${currentPlan.home?.myRights.seeLog
        ? html`<p><a class="link-with-icon" href="${here}/logg">${icon('journal-text')} ${t('consentPage.toLog')}</a></p>` : nothing}
      ${currentPlan.home?.myRights.exportPlan
        ? html`<p><a class="link-with-icon" href="${here}/last-ned">${icon('download')} ${t('consentPage.toExport')}</a></p>` : nothing}
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
      ${history.map((consent) => html`<div class="history-item">${consentDetails(consent, this.params.planId)}</div>`)}
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

/** @param {import('contract').ConsentPage} page */
function currentHeading({ current, participants }) {
  if (!current) return t('consentPage.current.none');
  if (!current.capacity) return t('consentPage.current.unknown');
  const me = participants.find((each) => each.me);
  if (current.capacity === 'OWNER') return t(`consentPage.current.${me?.role === 'OWNER' ? 'own' : 'owner'}`);
  return me?.name === current.givenBy ? t('consentPage.current.own') : t('consentPage.current.other', { name: current.givenBy });
}

customElements.define('page-consent', ConsentPage);
