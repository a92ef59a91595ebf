import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * The columns of the person register.
 *
 * @returns {import('../../design/data-table.js').Column[]}
 */
export function personColumns() {
  return [
    { label: t('persons.column.name'), heading: true, cell: name },
    { label: t('person.jobTitle'), cell: ({ jobTitle }) => jobTitle ?? '' },
    { label: t('person.workplace'), cell: ({ workplace }) => workplace ?? '' },
    { label: t('persons.column.contact'), cell: ({ mobile, phone, email }) => lines([mobile, phone, email]) },
  ];
}

function name({ personId, firstName, lastName, limited }) {
  return html`<a class="row-name" href="/virksomhet/personer/${personId}">${firstName} ${lastName}</a>
    ${limited ? html`<span class="tag">${icon('eye-slash')} ${t('persons.limited')}</span>` : nothing}`;
}

function lines(texts) {
  return texts.filter(Boolean).map((text) => html`<span class="cell-line">${text}</span>`);
}
