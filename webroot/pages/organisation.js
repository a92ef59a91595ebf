import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { Doing } from '../app/doing.js';
import { notify } from '../app/notify.js';
import { t } from '../app/i18n.js';
import { choiceField } from '../components/choice-field.js';
import { formError } from '../components/field.js';
import { loading } from '../components/loading.js';
import { organisationMenu } from '../components/organisation-menu.js';
import '../components/problem-page.js';

const AGES = [12, 13, 14, 15, 16, 17, 18];
const PATH = '/virksomhet/innstillinger';

/** "Adm. virksomhet": what a municipality decides for itself (ORG-1, PLAN-8). */
class OrganisationPage extends Page {
  static properties = { municipality: { state: true }, age: { state: true }, loaded: { state: true }, failure: { state: true } };

  #doing = new Doing(this);

  constructor() {
    super();
    /** @type {any} the one that is administered, if one is */
    this.municipality = null;
    this.age = 0;
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
      this.#become(items.find(({ parentId, mayAdminister }) => mayAdminister && !parentId));
      Object.assign(this, { loaded: true, failure: null });
    } catch (problem) {
      this.failure = problem;
    }
  }

  #become(municipality) {
    this.municipality = municipality ?? null;
    this.age = municipality?.consentAge ?? 0;
  }

  async #save(event) {
    event.preventDefault();
    const { id, version } = this.municipality;
    const done = await this.#doing.run(async () => this.#become(await api.put(`/organisations/${id}`, { consentAge: this.age }, { version })));
    if (done) notify(t('organisation.saved'));
    else if (this.#doing.refusal.code === 'version.stale') this.municipality = this.#doing.refusal.current;
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.loaded) return loading();
    return html`<section class="page page-reading">
      ${this.municipality ? organisationMenu(PATH) : nothing}
      <h1>${t('organisation.heading')}</h1>
      ${this.municipality ? this.#form() : html`<p>${t('organisation.mayNot')}</p><p><a href="/planer">${t('problemPage.toPlans')}</a></p>`}
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  #form() {
    const { name, consentAge } = this.municipality;
    const stale = this.#doing.refusal?.code === 'version.stale';
    return html`<p class="lead">${t('organisation.lead', { name })}</p>
      <form class="panel" novalidate @submit=${this.#save}>
        <h2>${t('organisation.consentAge')}</h2>
        <p>${t('organisation.means', { age: consentAge })}</p>
        <p>${t('organisation.changes')}</p>
        ${formError(stale ? t('organisation.stale', { age: consentAge }) : this.#doing.problem)}
        ${choiceField({
          name: 'age', label: t('organisation.age'), value: String(this.age), hint: t('organisation.ageHint'),
          options: AGES.map((age) => ({ value: String(age), words: t('organisation.years', { n: age }) })), onChange: (age) => (this.age = Number(age)),
        })}
        <p class="actions"><button type="submit" class="btn btn-primary" ?disabled=${this.#doing.busy}>${t('organisation.save')}</button></p>
      </form>`;
  }
}

customElements.define('page-organisation', OrganisationPage);
