import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { addressOf, STEPS } from './create-plan-form.js';
import './texts.js';

/** @typedef {import('./create-plan-controller.js').CreatePlanController} CreatePlanController */

/**
 * The steps of the wizard. Those whose earlier steps are filled in are links.
 *
 * @param {CreatePlanController} plan
 * @param {string} current
 * @param {string} label where one is
 */
export function stepList(plan, current, label) {
  return html`<nav class="wizard-steps" aria-label=${t('createPlan.stepList')}>
    <p class="muted">${label}</p>
    <ol>${STEPS.map((step) => html`<li>${one(plan, step, current)}</li>`)}</ol>
  </nav>`;
}

function one(plan, step, current) {
  const name = t(`createPlan.parts.${step}`);
  if (step !== current && !plan.isReachable(step)) return html`<span class="muted">${name}</span>`;
  return html`<a href=${addressOf(step)} aria-current=${step === current ? 'step' : nothing}>${name}</a>`;
}

/**
 * Asks whether to go on with what was begun before.
 *
 * @param {CreatePlanController} plan
 * @param {() => void} startOver
 */
export function resumeChoice(plan, startOver) {
  const name = plan.ownerName;
  return html`<h1 tabindex="-1">${name ? t('createPlan.resume', { name }) : t('createPlan.resumeUnnamed')}</h1>
    <p>${t('createPlan.resumeLead')}</p>
    <p class="actions">
      <a class="button button-primary" href=${addressOf(plan.firstIncompleteStep)}>${t('createPlan.goOn')} ${icon('arrow-right')}</a>
      <button type="button" class="button button-quiet" @click=${startOver}>${t('createPlan.discard')}</button>
    </p>`;
}
