import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { deniedPage } from '../../core/problem-page.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { loading } from '../../design/loading.js';
import { textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { aboutPath } from './about-picture.js';
import { linkFields } from './link-fields.js';
import { linkErrors, linksOf } from './own-links.js';
import './texts.js';

/** Changes the owner's own page; by the owner or the coordinator (HOME-2, GOAL-8). */
class EditAboutPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => 'about', sections: ['about'], onLoad: (about) => this.#onLoad(about) });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values ? aboutText(this.#form.values) : '';
  }

  async #onLoad(about) {
    this.#resource.value = about;
    if (this.#form) return this.#form.update(about);
    const { planId } = this.params;
    this.#form = new FormController(this, {
      key: `plan-${planId}-about`,
      valuesOf: ({ text, matters, links }) => ({ text, matters, links }),
      validate: ({ links }) => linkErrors(links),
      fieldOf: (field) => field.replaceAll('/', '.'),
      send: ({ text, matters, links }, { version }) =>
        api.put(`/plans/${planId}/about`, { text, matters, links: linksOf(links) }, { version }),
      savedText: t('editAbout.saved'),
      onSaved: () => router.go(aboutPath(planId), { replace: true }),
    });
    await this.#form.open(about);
  }

  async #cancel() {
    if (await this.#form.discard()) router.go(aboutPath(this.params.planId), { replace: true });
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    if (!currentPlan.home.myRights.editAbout) return deniedPage(this.unsavedText);
    return html`<section class="page page-reading">
      <h1>${t('editAbout.heading')}</h1>
      <p class="lead">${t('editAbout.lead')}</p>
      ${this.#form.conflict ? conflictChoice(this.#form, aboutText, t('editAbout.conflict')) : this.#fields()}
    </section>`;
  }

  #fields() {
    const form = this.#form;
    const { matters, text } = form.values;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textArea({ name: 'matters', label: t('editAbout.matters'), hint: t('editAbout.mattersHint'), value: matters, rows: 6,
        maxlength: 5000, error: form.errorOf('matters'), onInput: (value) => form.change({ matters: value }) })}
      ${textArea({ name: 'text', label: t('editAbout.text'), hint: t('editAbout.textHint'), value: text, rows: 8,
        maxlength: 20000, error: form.errorOf('text'), onInput: (value) => form.change({ text: value }) })}
      ${currentPlan.home.myRights.goals === 'NONE' ? nothing : html`<p class="muted">${t('editAbout.goalsHint')}</p>`}
      ${linkFields(form)}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('editAbout.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button></p>
    </form>`;
  }
}

function aboutText({ matters, text, links }) {
  return [matters, text, ...links.map(({ title, url }) => `${title}: ${url}`)].filter(Boolean).join('\n\n');
}

customElements.define('page-edit-about', EditAboutPage);
