import { html, nothing } from 'lit';
import { t } from '../app/i18n.js';
import { textArea, textField } from './field.js';
import { icon } from './icon.js';
import { radioField } from './radio-field.js';

const CAPACITIES = ['OWNER', 'GUARDIAN', 'REPRESENTATIVE'];

/**
 * The consent that lets people work together on the plan (PART-4, PLAN-8).
 *
 * @param {import('../app/new-plan.js').NewPlan} plan
 */
export function consentStep(plan) {
  const { consent } = plan.content;
  const error = (field) => plan.errors[`consent.${field}`];
  const change = (part) => plan.changeConsent(part);
  return html`
    <p>${t('newPlan.consentLead')}</p>
    ${plan.needsGuardian ? html`<p class="banner banner-info">${icon('info-circle-fill')} <span>${t('newPlan.guardianNeeded', { age: plan.consentAge })}</span></p>` : nothing}
    ${radioField({
      name: 'capacity', label: t('newPlan.capacity'), hint: t('newPlan.capacityHint', { age: plan.consentAge }), value: consent.capacity, error: error('capacity'),
      options: CAPACITIES.map((value) => ({ value, words: t(`newPlan.capacities.${value}`) })),
      onChange: (capacity) => change({ capacity }),
    })}
    ${consent.capacity === 'GUARDIAN' || consent.capacity === 'REPRESENTATIVE'
      ? textField({
          name: 'givenByName', label: t('newPlan.givenBy'), value: consent.givenByName, error: error('givenByName'), maxlength: 200, required: true,
          onInput: (givenByName) => change({ givenByName }),
        })
      : nothing}
    ${consent.capacity === 'REPRESENTATIVE'
      ? textArea({
          name: 'reason', label: t('newPlan.reason'), hint: t('newPlan.reasonHint'), value: consent.reason, error: error('reason'), rows: 3, maxlength: 2000,
          required: true, onInput: (reason) => change({ reason }),
        })
      : nothing}
    <div class="field-pair">
      ${textField({ name: 'from', label: t('newPlan.from'), type: 'date', value: consent.from, error: error('from'), required: true, onInput: (from) => change({ from }) })}
      ${textField({ name: 'until', label: t('newPlan.until'), type: 'date', value: consent.until, error: error('until'), required: true, onInput: (until) => change({ until }) })}
    </div>
    <p class="field-hint">${t('newPlan.untilHint')}</p>
    ${textArea({
      name: 'scope', label: t('newPlan.scope'), hint: t('newPlan.scopeHint'), value: consent.scope, error: error('scope'), rows: 4, maxlength: 2000, required: true,
      onInput: (scope) => change({ scope }),
    })}
    <label class="check">
      <input class="form-check-input" type="checkbox" .checked=${consent.differentiated} @change=${(event) => change({ differentiated: event.target.checked })}>
      <span>${t('newPlan.differentiated')}</span>
    </label>`;
}
