import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { textArea, textField } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { radioField } from '../../forms/radio-field.js';
import './texts.js';

const CAPACITIES = ['OWNER', 'GUARDIAN', 'REPRESENTATIVE'];

/**
 * Wizard step: the consent (PART-4, PLAN-8).
 *
 * @param {Pick<import('./create-plan-controller.js').CreatePlanController,
 *   'changeConsent'|'consentAge'|'form'|'needsGuardian'|'values'>} plan
 */
export function consentStep(plan) {
  const { consent } = plan.values;
  const error = (field) => plan.form.errorOf(`consent.${field}`);
  const change = (part) => plan.changeConsent(part);
  return html`
    <p>${t('createPlan.consentLead')}</p>
    ${plan.needsGuardian ? html`<p
      class="banner banner-info">${icon('info-circle-fill')} <span>${t('createPlan.guardianNeeded', { age: plan.consentAge })}</span></p>`
        : nothing}
    ${radioField({
      name: 'capacity', label: t('createPlan.capacity'), hint: t('createPlan.capacityHint', { age: plan.consentAge }),
      value: consent.capacity, error: error('capacity'),
      options: CAPACITIES.map((value) => ({ value, text: t(`createPlan.capacities.${value}`) })),
      onChange: (capacity) => change({ capacity }),
    })}
    ${consent.capacity === 'GUARDIAN' || consent.capacity === 'REPRESENTATIVE'
      ? textField({
          name: 'givenByName', label: t('createPlan.givenBy'), value: consent.givenByName, error: error('givenByName'), maxlength: 200,
          required: true,
          onInput: (givenByName) => change({ givenByName }),
        })
      : nothing}
    ${consent.capacity === 'REPRESENTATIVE'
      ? textArea({
          name: 'reason', label: t('createPlan.reason'), hint: t('createPlan.reasonHint'), value: consent.reason, error: error('reason'),
          rows: 3, maxlength: 2000,
          required: true, onInput: (reason) => change({ reason }),
        })
      : nothing}
    <div class="field-pair">
      ${textField({ name: 'from', label: t('createPlan.from'), type: 'date', value: consent.from, error: error('from'), required: true,
        onInput: (from) => change({ from }) })}
      ${textField({ name: 'until', label: t('createPlan.until'), type: 'date', value: consent.until, error: error('until'), required: true,
        onInput: (until) => change({ until }) })}
    </div>
    <p class="field-hint">${t('createPlan.untilHint')}</p>
    ${textArea({
      name: 'scope', label: t('createPlan.scope'), hint: t('createPlan.scopeHint'), value: consent.scope, error: error('scope'), rows: 4,
      maxlength: 2000, required: true,
      onInput: (scope) => change({ scope }),
    })}
    ${textArea({
      name: 'notCovered', label: t('createPlan.notCovered'), hint: t('createPlan.notCoveredHint'), value: consent.notCovered ?? '',
      error: error('notCovered'), rows: 2, maxlength: 2000, onInput: (notCovered) => change({ notCovered }),
    })}
    <label class="check">
      <input class="choice" type="checkbox" .checked=${consent.differentiated}
        @change=${(event) => change({ differentiated: event.target.checked })}>
      <span>${t('createPlan.differentiated')}</span>
    </label>`;
}
