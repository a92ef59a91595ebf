import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { isOfOneDay } from './report-names.js';
import './texts.js';

/**
 * Which organisation and which days a report is of.
 *
 * @param {import('../../forms/form-controller.js').FormController} form
 * @param {{name: string, organisations: import('contract').Organisation[]}} options
 */
export function reportFilter(form, { name, organisations }) {
  const day = (field, label) => textField({ name: field, label, type: 'date', value: form.values[field], error: form.errorOf(field),
    onInput: (value) => form.change({ [field]: value }) });
  return html`<form class="panel" novalidate aria-label=${t('report.filter')} @submit=${(event) => form.submit(event)}>
    ${formTop(form)}
    ${organisations.length > 1 ? selectField({
      name: 'organisation', label: t('report.organisation'), value: form.values.organisation, error: form.errorOf('organisation'),
      options: organisations.map(({ id, name: text }) => ({ value: id, text })),
      onChange: (organisation) => form.change({ organisation }),
    }) : nothing}
    ${isOfOneDay(name) ? day('to', t('report.onDay')) : html`${day('from', t('report.from'))} ${day('to', t('report.to'))}`}
    <p class="actions">${submitButton(form, t('report.show'), { busyLabel: t('report.fetching'), kind: 'quiet' })}</p>
  </form>`;
}

/**
 * @param {{from: string, to: string}} values
 * @param {boolean} ofOneDay whether only the last day counts
 * @returns {Record<string, string>} errors by field
 */
export function filterErrors({ from, to }, ofOneDay) {
  if (!to) return { to: 'required' };
  if (ofOneDay) return {};
  if (!from) return { from: 'required' };
  return from > to ? { to: 'date.beforeStart' } : {};
}
