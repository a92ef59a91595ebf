import { html } from 'lit';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import './texts.js';

/**
 * @param {{service?: {name: string, organisation?: string|null}|null}} [card]
 */
export function serviceValues({ service } = {}) {
  return { serviceName: service?.name ?? '', serviceOrganisation: service?.organisation ?? '' };
}

/**
 * @param {any} values of the form
 * @returns {{name: string, organisation: string|null}|null} null for none
 */
export function serviceInput({ serviceName, serviceOrganisation }) {
  return serviceName.trim() ? { name: serviceName.trim(), organisation: serviceOrganisation.trim() || null } : null;
}

/**
 * The fields of the service that a provider stands for (PART-9).
 *
 * @param {import('../../forms/form-controller.js').FormController} form with the values of `serviceValues`
 */
export function serviceFields(form) {
  const { serviceName, serviceOrganisation } = form.values;
  return html`<div class="field-pair">
    ${textField({ name: 'serviceName', label: t('service.name'), hint: t('service.nameHint'), maxlength: 200, value: serviceName,
      error: form.errorOf('serviceName'), onInput: (value) => form.change({ serviceName: value }) })}
    ${textField({ name: 'serviceOrganisation', label: t('service.organisation'), hint: t('service.organisationHint'), maxlength: 200,
      value: serviceOrganisation, onInput: (value) => form.change({ serviceOrganisation: value }) })}
  </div>`;
}
