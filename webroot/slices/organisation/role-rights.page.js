import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { changedValues } from '../../forms/form-errors.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { icon } from '../../design/icon.js';
import { ASSIGNABLE_ROLES, decisionText, withKnownAreas } from '../participant/rights.js';
import { roleName } from '../person/person-badge.js';
import { OrganisationPart } from './organisation-page.js';
import '../participant/rights-fields.js';

/**
 * "Rettigheter fra start": what each role may do in the plans of a municipality or a unit, unless something else is decided
 * (PART-2, ORG-1). A role without rights of its own has those of the organisation above.
 */
class RoleRightsPage extends OrganisationPart {
  static properties = { ...OrganisationPart.properties, role: { state: true } };

  menuPath = '/virksomhet/rettigheter';
  // The values are the organisation's own rights by role, null for those it inherits.
  #form = new FormController(this, {
    valuesOf: ({ rights, own }) => Object.fromEntries(ASSIGNABLE_ROLES.map((role) => [role, own.includes(role) ? rights[role] : null])),
    send: (values, { version }) => api.put(this.#api(this.organisation), { rights: this.#changed(values) }, { version }),
    savedText: t('roleRights.saved'),
  });

  constructor() {
    super();
    this.role = ASSIGNABLE_ROLES[0];
  }

  #api({ id }) {
    return `/organisations/${id}/role-rights`;
  }

  async loadMore() {
    await this.#form.open(await api.get(this.#api(this.found)));
  }

  #changed(values) {
    return Object.fromEntries(Object.entries(changedValues(values, this.#form.base.values))
      .map(([role, own]) => [role, own && withKnownAreas(own)]));
  }

  #standard(role) {
    return this.#form.base.resource.standard[role];
  }

  content() {
    const { name } = this.organisation;
    return html`<h1>${t('roleRights.heading')}</h1>
      <p class="lead">${t('roleRights.lead', { name })}</p>
      <p>${t('roleRights.means')}</p>
      ${this.organisation.parentId ? html`<p>${t('roleRights.inherits')}</p>` : nothing}
      ${this.#form.conflict ? conflictChoice(this.#form, (values) => this.#text(values), t('roleRights.stale')) : this.#fields()}`;
  }

  // All roles: another one may have been changed elsewhere.
  #text(values) {
    return ASSIGNABLE_ROLES.map((role) => decisionText({ roleName: roleName(role, undefined),
      rights: values[role] ?? this.#standard(role) })).join('\n\n');
  }

  #fields() {
    const form = this.#form;
    const standard = this.#standard(this.role);
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      <div class="panel">${selectField({
        name: 'role', label: t('rights.role'), value: this.role,
        options: ASSIGNABLE_ROLES.map((value) => ({ value, text: this.#nameOf(value) })),
        onChange: (role) => (this.role = role),
      })} ${this.#source()}</div>
      <rights-fields .rights=${form.values[this.role] ?? standard} .standard=${standard}
        @changed=${(event) => form.change({ [this.role]: event.detail })}></rights-fields>
      <p class="actions">${submitButton(form, t('roleRights.save'))}</p>
    </form>`;
  }

  #nameOf(role) {
    const name = roleName(role, undefined);
    return this.#form.values[role] ? t('roleRights.roleWithOwn', { role: name }) : name;
  }

  /** Where the rights of the chosen role come from, and the way back to those that are inherited. */
  #source() {
    const from = this.#form.base.resource.inheritedFrom[this.role];
    if (!this.#form.values[this.role]) {
      return html`<p role="status">${icon('check-circle')} ${from ? t('roleRights.inheritedFrom', { name: from })
        : t('roleRights.isStandard')}</p>`;
    }
    return html`<p role="status">${icon('pencil')} ${t('roleRights.isOwn', { name: this.organisation.name })}</p>
      <p><button type="button" class="button button-quiet" @click=${() => this.#form.change({ [this.role]: null })}>
        ${icon('arrow-counterclockwise')} ${from ? t('roleRights.toInherited', { name: from }) : t('roleRights.toStandard')}</button></p>`;
  }
}

customElements.define('page-role-rights', RoleRightsPage);
