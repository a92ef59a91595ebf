import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { notify } from '../../core/notify.js';
import { router } from '../../core/router.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { focusErrors } from '../../forms/error-focus.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { consentStep } from './create-plan-consent.js';
import { CreatePlanController } from './create-plan-controller.js';
import { detailsStep } from './create-plan-details.js';
import { addressOf, isWizard, stepAt, STEPS } from './create-plan-form.js';
import { ownerStep } from './create-plan-owner.js';
import { resumeChoice, stepList } from './create-plan-steps.js';
import { summaryStep } from './create-plan-summary.js';
import { planCreated } from './created-plan.js';
import '../../core/problem-page.js';
import './texts.js';

const describe = ({ register, person, owner, shortName, consent }) => {
  const { firstName = '', lastName = '' } = (register ? person : owner) ?? {};
  return [`${firstName} ${lastName}`, shortName, consent.scope].filter((text) => text?.trim()).join('\n\n');
};

const CONTENT = { owner: ownerStep, details: detailsStep, consent: consentStep, summary: summaryStep };

/** "Lag plan": a wizard whose steps have addresses of their own, and whose values are kept as a draft (PLAN-1, LIST-4). */
class CreatePlanPage extends Page {
  static properties = { failure: { state: true } };

  #plan = new CreatePlanController(this, (planId, values) => this.#created(planId, values));
  #shownStep = null;

  constructor() {
    super();
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.#plan.values) void this.#load();
  }

  get autosave() {
    return this.#plan.form.autosave;
  }

  // The steps share the values.
  canShow() {
    return true;
  }

  async #load() {
    this.failure = null;
    try {
      await this.#plan.load();
    } catch (problem) {
      this.failure = problem;
    }
  }

  updated() {
    super.updated();
    // The address is another page's already when the plan was created, or the wizard is left.
    if (!isWizard(location.pathname) || !this.#plan.values || this.#plan.units.length === 0) return;
    const step = stepAt(location.pathname);
    if (step ? !this.#plan.isReachable(step) : !this.#plan.form.restored) this.#go(this.#plan.firstIncompleteStep, { replace: true });
    else if (step !== this.#shownStep) this.#stepShown(step);
  }

  #stepShown(step) {
    this.#shownStep = step;
    if (step && step === this.#plan.stepWithErrors) void focusErrors(this);
  }

  #go(step, options = {}) {
    if (stepAt(location.pathname) !== step) router.go(addressOf(step), options);
  }

  async #submit(event) {
    event.preventDefault();
    const step = stepAt(location.pathname);
    if (step !== 'summary') return this.#plan.check(step) && this.#go(STEPS[STEPS.indexOf(step) + 1]);
    this.#plan.duplicates = [];
    if (await this.#plan.form.submit()) return undefined;
    if (this.#plan.stepWithErrors) return this.#go(this.#plan.stepWithErrors);
    return this.#plan.needsSecondPlanConfirmation ? focusAfter(this, '[name="secondPlan"]') : undefined;
  }

  #created(planId, { coordinator, consent }) {
    const mine = !coordinator || coordinator.personId === session.me.personId;
    planCreated(planId, consent);
    if (!mine) notify(t('createPlan.createdForOther'));
    router.go(mine ? `/planer/${planId}/laget` : '/planer', { replace: true });
  }

  async #startOver() {
    await this.#plan.startOver();
    this.#go('owner');
    await focusAfter(this, 'h1');
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.#plan.values) return loading();
    const step = stepAt(location.pathname);
    return html`<section class="page page-reading">
      <p><a class="back" href="/planer">${icon('arrow-left')} ${t('createPlan.toList')}</a></p>
      ${this.#plan.units.length === 0 ? html`<h1>${t('createPlan.heading')}</h1><p>${t('createPlan.mayNot')}</p>`
        : step ? this.#step(step) : resumeChoice(this.#plan, () => this.#startOver())}
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  #step(step) {
    const plan = this.#plan;
    const number = STEPS.indexOf(step) + 1;
    const hasDuplicates = step === 'owner' && plan.duplicates.length > 0;
    const place = t('createPlan.step', { n: number, of: STEPS.length });
    return html`
      <p class="wizard-place">${t('createPlan.heading')}${plan.ownerName ? html`: <strong>${plan.ownerName}</strong>` : nothing}</p>
      <h1 tabindex="-1">${t(`createPlan.steps.${step}`)}</h1>
      ${stepList(plan, step, place)}
      ${plan.form.conflict ? conflictChoice(plan.form, describe, t('form.draftFound')) : nothing}
      <form novalidate ?hidden=${plan.form.conflict !== null} @submit=${this.#submit}>
        ${formTop(plan.form, { restored: false })} ${CONTENT[step](plan)} ${saveLine(plan.form)}
        <p class="actions">
          ${hasDuplicates ? nothing : submitButton(plan.form, this.#submitText(step), { busyLabel: t('createPlan.submitting') })}
          ${number > 1 ? html`<a class="button button-quiet"
            href=${addressOf(STEPS[number - 2])}>${icon('arrow-left')} ${t('createPlan.back')}</a>` : nothing}
          <button type="button" class="button button-link" @click=${this.#startOver}>${t('createPlan.discard')}</button>
        </p>
      </form>`;
  }

  #submitText(step) {
    if (step !== 'summary') return html`${t('createPlan.next')} ${icon('arrow-right')}`;
    return t(this.#plan.needsSecondPlanConfirmation ? 'createPlan.submitSecond' : 'createPlan.submit');
  }
}

customElements.define('page-create-plan', CreatePlanPage);
