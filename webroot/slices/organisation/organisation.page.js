import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { radioField } from '../../forms/radio-field.js';
import { selectField } from '../../forms/select-field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { loading } from '../../design/loading.js';
import { organisationMenu } from './organisation-menu.js';
import '../../core/problem-page.js';
import './texts.js';

const AGES = [12, 13, 14, 15, 16, 17, 18];
const SEARCHERS = ['EVERYONE', 'COORDINATORS'];
const PATH = '/virksomhet/innstillinger';

/** "Administrasjon": the municipality's settings (ORG-1, PLAN-8). */
class OrganisationPage extends Page {
  static properties = { municipality: { state: true }, loaded: { state: true }, failure: { state: true } };

  #form = new FormController(this, {
    valuesOf: ({ consentAge, registerSearch }) => ({ consentAge, registerSearch }),
    send: (values, { version }) => api.put(`/organisations/${this.municipality.id}`, values, { version }),
    savedText: t('organisation.saved'),
    onSaved: (municipality) => (this.municipality = municipality),
  });

  constructor() {
    super();
    /** @type {import('contract').Organisation|null} the municipality that the user administers, if any */
    this.municipality = null;
    this.loaded = false;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      const { items } = await api.get('/organisations');
      this.municipality = items.find(({ parentId, mayAdminister }) => mayAdminister && !parentId) ?? null;
      if (this.municipality) await this.#form.open(this.municipality);
      Object.assign(this, { loaded: true, failure: null });
    } catch (problem) {
      this.failure = problem;
    }
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.loaded) return loading();
    return html`<section class="page page-reading">
      ${this.municipality ? organisationMenu(PATH) : nothing}
      <h1>${t('organisation.heading')}</h1>
      ${this.municipality ? this.#fields()
        : html`<p>${t('organisation.mayNot')}</p><p><a href="/planer">${t('problemPage.toPlans')}</a></p>`}
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  #fields() {
    const { name, consentAge } = this.municipality;
    const form = this.#form;
    const describe = (values) =>
      `${t('organisation.years', { n: values.consentAge })}\n${t(`organisation.registerSearch.${values.registerSearch}`)}`;
    if (form.conflict) return conflictChoice(form, describe, t('organisation.stale'));
    return html`<p class="lead">${t('organisation.lead', { name })}</p>
      <form class="panel" novalidate @submit=${(event) => form.submit(event)}>
        <h2>${t('organisation.consentAge')}</h2>
        <p>${t('organisation.means', { age: consentAge })}</p>
        <p>${t('organisation.changes')}</p>
        ${formTop(form)}
        ${selectField({
          name: 'age', label: t('organisation.age'), value: String(form.values.consentAge), hint: t('organisation.ageHint'),
          error: form.errorOf('consentAge'),
          options: AGES.map((age) => ({ value: String(age), text: t('organisation.years', { n: age }) })),
          onChange: (age) => form.change({ consentAge: Number(age) }),
        })}
        <h2>${t('organisation.register')}</h2>
        ${radioField({
          name: 'register-search', label: t('organisation.registerLabel'), hint: t('organisation.registerHint'),
          value: form.values.registerSearch, error: form.errorOf('registerSearch'),
          options: SEARCHERS.map((value) => ({ value, text: t(`organisation.registerSearch.${value}`) })),
          onChange: (registerSearch) => form.change({ registerSearch }),
        })}
        <p class="actions">${submitButton(form, t('organisation.save'))}</p>
      </form>`;
  }
}

customElements.define('page-organisation', OrganisationPage);
