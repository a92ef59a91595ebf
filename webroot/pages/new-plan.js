import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { NewPlan, STEPS } from '../app/new-plan.js';
import { notify } from '../app/notify.js';
import { router } from '../app/router.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import { focusFirstError, formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import { consentStep } from '../components/new-plan-consent.js';
import { factsStep } from '../components/new-plan-facts.js';
import { ownerStep } from '../components/new-plan-owner.js';
import { summaryStep } from '../components/new-plan-summary.js';
import { saveState } from '../components/save-state.js';
import '../components/problem-page.js';

const CONTENT = { owner: ownerStep, facts: factsStep, consent: consentStep, summary: summaryStep };

/** "Lag plan": one thing at a time, and nothing of it is lost on the way (PLAN-1, LIST-4). */
class NewPlanPage extends Page {
  static properties = { failure: { state: true } };

  #plan = new NewPlan(this);

  constructor() {
    super();
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.#plan.content) void this.#begin();
  }

  get keeper() {
    return this.#plan.saver;
  }

  async #begin() {
    this.failure = null;
    try {
      await this.#plan.begin();
    } catch (problem) {
      this.failure = problem;
    }
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#plan.content.step === 'summary') return this.#make();
    return this.#plan.next() ? this.#stepShown() : focusFirstError(this);
  }

  async #make() {
    const mine = !this.#plan.content.coordinator || this.#plan.content.coordinator.personId === session.me.personId;
    const id = await this.#plan.make();
    if (!id) return this.#stepShown();
    notify(t(mine ? 'newPlan.made' : 'newPlan.madeForOther'));
    return router.go(mine ? `/planer/${id}` : '/planer', { replace: true });
  }

  #back() {
    this.#plan.back();
    return this.#stepShown();
  }

  /** A new step is read from its heading; one with errors, from the first of them. */
  async #stepShown() {
    await this.updateComplete;
    const error = this.querySelector('[aria-invalid="true"]');
    (error ?? this.querySelector('.second-ip') ?? this.querySelector('h2')).focus();
    if (!error) window.scrollTo(0, 0);
  }

  async #forget() {
    const before = await this.#plan.forget();
    notify(t('newPlan.forgotten'), { action: { label: t('compose.undo'), run: () => this.#plan.change(before) } });
    await this.#stepShown();
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.#plan.content) return loading();
    return html`<section class="page page-reading">
      <p><a class="back" href="/planer">${icon('arrow-left')} ${t('newPlan.toList')}</a></p>
      <h1>${t('newPlan.heading')}</h1>
      ${this.#plan.units.length === 0 ? html`<p>${t('newPlan.mayNot')}</p>` : this.#steps()}
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#begin();
  }

  #steps() {
    const { step } = this.#plan.content;
    const number = STEPS.indexOf(step) + 1;
    const asks = step === 'owner' && this.#plan.twins.length > 0;
    return html`
      <p class="quiet">${t('newPlan.step', { n: number, of: STEPS.length })}</p>
      <form novalidate @submit=${this.#submit}>
        <h2 tabindex="-1">${t(`newPlan.steps.${step}`)}</h2>
        ${formError(this.#plan.problem)} ${CONTENT[step](this.#plan)} ${saveState(this.#plan.saver)}
        <p class="actions">
          ${asks ? nothing : html`<button type="submit" class="btn btn-primary" ?disabled=${this.#plan.busy}>${this.#word(step)}</button>`}
          ${number > 1 ? html`<button type="button" class="btn btn-outline-primary" @click=${this.#back}>${icon('arrow-left')} ${t('newPlan.back')}</button>` : nothing}
          <button type="button" class="btn btn-link" @click=${this.#forget}>${t('newPlan.forget')}</button>
        </p>
      </form>`;
  }

  #word(step) {
    if (step !== 'summary') return html`${t('newPlan.next')} ${icon('arrow-right')}`;
    return this.#plan.busy ? t('newPlan.making') : t(this.#plan.second ? 'newPlan.makeSecond' : 'newPlan.make');
  }
}

customElements.define('page-new-plan', NewPlanPage);
