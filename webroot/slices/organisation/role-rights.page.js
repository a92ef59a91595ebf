import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { ASSIGNABLE_ROLES, decisionText, sameRights, withKnownAreas } from '../participant/rights.js';
import { roleName } from '../person/person-badge.js';
import { organisationMenu } from './organisation-menu.js';
import '../../core/problem-page.js';
import '../participant/rights-fields.js';
import './texts.js';

const PATH = '/virksomhet/rettigheter';

/** "Rettigheter fra start": what each role may do in the municipality's plans, unless something else is decided (PART-2, ORG-1). */
class RoleRightsPage extends Page {
  static properties = { municipality: { state: true }, loaded: { state: true }, failure: { state: true }, role: { state: true } };

  /** @type {import('contract').RoleRights|null} */
  #current = null;
  #form = new FormController(this, {
    valuesOf: ({ rights }) => rights,
    send: (rights, { version }) => api.put(this.#api, {
      rights: Object.fromEntries(Object.entries(rights).map(([role, own]) => [role, withKnownAreas(own)])),
    }, { version }),
    savedText: t('roleRights.saved'),
    onSaved: (saved) => (this.#current = saved),
  });

  constructor() {
    super();
    /** @type {import('contract').Organisation|null} the municipality that the user administers, if any */
    this.municipality = null;
    this.loaded = false;
    this.failure = null;
    this.role = ASSIGNABLE_ROLES[0];
  }

  get #api() {
    return `/organisations/${this.municipality.id}/role-rights`;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      const { items } = await api.get('/organisations');
      this.municipality = items.find(({ parentId, mayAdminister }) => mayAdminister && !parentId) ?? null;
      if (this.municipality) {
        this.#current = await api.get(this.#api);
        await this.#form.open(this.#current);
      }
      Object.assign(this, { loaded: true, failure: null });
    } catch (problem) {
      this.failure = problem;
    }
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.loaded) return loading();
    if (!this.municipality) {
      return html`<section class="page page-reading"><h1>${t('roleRights.heading')}</h1>
        <p>${t('organisation.mayNot')}</p><p><a href="/planer">${t('problemPage.toPlans')}</a></p></section>`;
    }
    return html`<section class="page page-reading">
      ${organisationMenu(PATH)}
      <h1>${t('roleRights.heading')}</h1>
      <p class="lead">${t('roleRights.lead', { name: this.municipality.name })}</p>
      <p>${t('roleRights.means')}</p>
      ${this.#form.conflict ? conflictChoice(this.#form, (values) => this.#text(values), t('roleRights.stale')) : this.#fields()}
    </section>`;
  }

  // All roles: another one may have been changed elsewhere.
  #text(rights) {
    return ASSIGNABLE_ROLES.map((role) => decisionText({ roleName: roleName(role, undefined), rights: rights[role] })).join('\n\n');
  }

  #fields() {
    const form = this.#form;
    const rights = form.values[this.role];
    const standard = this.#current.standard[this.role];
    const set = (own) => form.change({ [this.role]: own });
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      <div class="panel">${selectField({
        name: 'role', label: t('rights.role'), value: this.role,
        options: ASSIGNABLE_ROLES.map((value) => ({ value, text: roleName(value, undefined) })),
        onChange: (role) => (this.role = role),
      })}</div>
      <rights-fields .rights=${rights} .standard=${standard} @changed=${(event) => set(event.detail)}></rights-fields>
      <p role="status">${sameRights(rights, standard) ? html`${icon('check-circle')} ${t('roleRights.isStandard')}`
        : html`<button type="button" class="button button-quiet" @click=${() => set(structuredClone(standard))}>
          ${icon('arrow-counterclockwise')} ${t('roleRights.toStandard')}</button>`}</p>
      <p class="actions">${submitButton(form, t('roleRights.save'))}</p>
    </form>`;
  }
}

customElements.define('page-role-rights', RoleRightsPage);
