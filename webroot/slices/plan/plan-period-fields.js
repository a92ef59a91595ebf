/** The planned end and the legal basis of a plan (PLAN-1, PLAN-2): their fields, and how they are shown. */

import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { selectField } from '../../forms/select-field.js';
import './texts.js';

const BASES = ['HEALTH_RIGHTS', 'HEALTH_SERVICES', 'SPECIALIST_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_SERVICES', 'CHILD_WELFARE', 'EDUCATION',
  'CONSENT', 'OTHER'];

/**
 * @param {import('../../forms/form-controller.js').FormController} form with the values of `periodValues`
 * @param {(part: object) => void} change
 */
export function plannedEndField(form, change) {
  return textField({
    name: 'plannedEnd', label: t('planPeriod.plannedEnd'), hint: t('planPeriod.plannedEndHint'), type: 'date',
    value: form.values.plannedEnd, error: form.errorOf('plannedEnd'), onInput: (plannedEnd) => change({ plannedEnd }),
  });
}

/**
 * @param {import('../../forms/form-controller.js').FormController} form with the values of `periodValues`
 * @param {(part: object) => void} change
 */
export function legalBasisFields(form, change) {
  const { legalBasis, legalBasisText } = form.values;
  const other = legalBasis === 'OTHER';
  return html`
    ${selectField({
      name: 'legalBasis', label: t('planPeriod.legalBasis'), hint: t('planPeriod.legalBasisHint'), value: legalBasis ?? '',
      options: [{ value: '', text: t('planPeriod.noBasis') }, ...BASES.map((value) => ({ value, text: t(`legalBasis.${value}`) }))],
      onChange: (value) => change({ legalBasis: value, ...(value ? {} : { legalBasisText: '' }) }),
    })}
    ${legalBasis
      ? textField({
          name: 'legalBasisText', label: t(other ? 'planPeriod.otherBasis' : 'planPeriod.basisText'), value: legalBasisText, maxlength: 500,
          required: other, error: form.errorOf('legalBasisText'), onInput: (text) => change({ legalBasisText: text }),
        })
      : nothing}`;
}

/**
 * The last day of a plan (LIST-2): of a closed one as it was, else as planned, and marked so.
 *
 * @param {{endDate: string|null, plannedEnd: string|null}} plan
 */
export function endOf({ endDate, plannedEnd }) {
  if (endDate) return formatDate(endDate);
  return plannedEnd ? html`${formatDate(plannedEnd)} <span class="muted">${t('planPeriod.planned')}</span>` : '';
}
