import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { PlanResource } from '../plan/plan-resource.js';
import { goalPictureApi } from './goal-picture.js';
import { goalPath } from './goal-tree.js';
import '../../core/problem-page.js';
import './goal-picture-upload.js';
import './texts.js';

/** The picture that symbolises a goal, and what it shows, for those who don't see it (GOAL-2). */
class GoalPicturePage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => `goals/${this.params.goalId}`, sections: ['goals'],
    onLoad: (goal) => this.#show(goal) });

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values?.text ?? '';
  }

  get #back() {
    return goalPath(this.params.planId, this.params.goalId);
  }

  /** @param {import('contract').Goal} goal */
  async #show(goal) {
    const { planId, goalId } = this.params;
    this.#resource.value = goal;
    if (this.#form) return this.#form.update(goal);
    this.#form = new FormController(this, {
      key: `plan-${planId}-goal-${goalId}-picture`,
      valuesOf: ({ pictureText }) => ({ text: pictureText ?? '' }),
      send: ({ text }, { version }) => api.put(`${goalPictureApi(planId, goalId)}/text`, { text: text.trim() }, { version }),
      savedText: t('goalPicture.described'),
      onSaved: () => router.go(this.#back, { replace: true }),
    });
    await this.#form.open(goal);
  }

  render() {
    const { failure, retry, value: goal } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values) return loading();
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${this.#back}>${icon('chevron-left')} ${t('goals.back')}</a></p>
      <h1>${t('goalPicture.heading')}</h1>
      <p class="lead" dir="auto">${goal.title}</p>
      <section class="panel" aria-label=${t('goalPicture.heading')}>
        <goal-picture-upload .planId=${this.params.planId} .resource=${goal} .path=${goalPictureApi(this.params.planId, goal.id)}
          @element-changed=${(event) => this.#show(event.detail)}></goal-picture-upload>
      </section>
      ${goal.pictureVersion === null ? nothing : this.#description()}
    </section>`;
  }

  #description() {
    const form = this.#form;
    if (form.conflict) return conflictChoice(form, ({ text }) => text, t('goalPicture.conflict'));
    const { text } = form.values;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${textField({ name: 'text', label: t('goalPicture.text'), hint: t('goalPicture.textHint'), value: text, maxlength: 200,
        error: form.errorOf('text'), onInput: (value) => form.change({ text: value }) })}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('goalPicture.save'), { kind: 'quiet' })}</p>
    </form>`;
  }
}

customElements.define('page-goal-picture', GoalPicturePage);
