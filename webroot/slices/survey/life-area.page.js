import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { formatDay } from '../../core/format.js';
import { Problem } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { textArea } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { attempt, deleteWithUndo } from '../goal/element-actions.js';
import { plainText } from '../goal/plain-text.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { lifeAreaAt, surveyPath } from './survey-places.js';
import '../../core/problem-page.js';
import '../goal/texts.js';
import '../participant/texts.js';
import './life-area-history.js';
import './texts.js';

/** A life area: how it is now, how it was before, and the two side by side (SURV-1, GOAL-8). */
class LifeAreaPage extends Page {
  /** @type {FormController|null} null for those who may not write it */
  #form = null;
  #resource = new PlanResource(this, { path: () => this.#path, sections: ['survey', 'rights'], onLoad: (area) => this.#show(area) });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.#planChanged() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values?.text ?? '';
  }

  get #lifeArea() {
    const lifeArea = lifeAreaAt(this.params.lifeArea);
    if (!lifeArea) throw new Problem(404, { code: 'not.found' });
    return lifeArea;
  }

  get #path() {
    return `survey/${this.#lifeArea}`;
  }

  get #canWrite() {
    return currentPlan.home?.myRights.areas[this.#lifeArea] === 'WRITE';
  }

  #planChanged() {
    this.requestUpdate();
    if (this.#resource.value) void this.#openForm(this.#resource.value);
  }

  async #show(area) {
    this.#resource.value = area;
    if (this.#form) return this.#form.update(area);
    await this.#openForm(area);
  }

  async #openForm(area) {
    if (this.#form || !this.#canWrite) return;
    const { planId } = this.params;
    const path = `/plans/${planId}/${this.#path}`;
    this.#form = new FormController(this, {
      key: `plan-${planId}-survey-${this.#lifeArea}`,
      valuesOf: ({ text }) => ({ text }),
      validate: ({ text }) => (text.trim() ? {} : { text: 'required' }),
      send: ({ text }, { version }) => api.put(path, { text: text.trim() }, { version }),
      savedText: t('lifeArea.saved'),
      onSaved: (saved) => (this.#resource.value = saved),
    });
    await this.#form.open(area);
  }

  async #delete({ id }) {
    const { planId } = this.params;
    const path = `/plans/${planId}/${this.#path}/statuses/${id}`;
    const { version } = this.#resource.value;
    await attempt(() => deleteWithUndo(planId, path, version, t('lifeArea.deleted')));
    await this.#resource.refresh();
  }

  async #older() {
    const { value } = this.#resource;
    await attempt(async () => {
      const older = await api.get(`/plans/${this.params.planId}/${this.#path}${queryString({ after: value.next })}`);
      this.#resource.value = { ...value, history: [...value.history, ...older.history], next: older.next };
    });
  }

  render() {
    const { failure, retry, value: area } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!area || !currentPlan.home) return loading();
    return html`<section class="page life-area">
      <p class="back-line"><a href=${surveyPath(this.params.planId)}>${icon('chevron-left')} ${t('lifeArea.back')}</a></p>
      <h1>${t(`area.${area.lifeArea}`)}</h1>
      <section aria-labelledby="now-heading">
        <h2 id="now-heading">${t('lifeArea.now')}</h2>
        ${area.text ? html`${plainText(area.text)} ${this.#date(area)}` : html`<p class="muted">${t('lifeArea.none')}</p>`}
      </section>
      ${this.#canWrite && this.#form?.values ? this.#edit() : nothing}
      ${area.total > 0 ? html`<life-area-history .area=${area} .canWrite=${this.#canWrite}
        @status-deleted=${(event) => this.#delete(event.detail)} @older-wanted=${() => this.#older()}></life-area-history>` : nothing}
    </section>`;
  }

  #date({ history: [latest] }) {
    return latest ? html`<p class="muted">${t('survey.writtenOn', { day: formatDay(latest.on), name: latest.by })}</p>` : nothing;
  }

  #edit() {
    const form = this.#form;
    if (form.conflict) return conflictChoice(form, ({ text }) => text, t('lifeArea.conflict'));
    return html`<form class="panel" novalidate aria-labelledby="write-heading" @submit=${(event) => form.submit(event)}>
      <h2 id="write-heading">${t('lifeArea.writeHeading')}</h2>
      ${formTop(form)}
      ${textArea({ name: 'text', label: t('lifeArea.label'), hint: t('lifeArea.hint'), value: form.values.text, rows: 6,
        maxlength: 5000, error: form.errorOf('text'), onInput: (text) => form.change({ text }) })}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('lifeArea.save'))}</p>
    </form>`;
  }
}

customElements.define('page-life-area', LifeAreaPage);
