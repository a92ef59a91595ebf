import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { deniedPage } from '../../core/problem-page.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { timeField } from '../../forms/time-field.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { GoalTitles } from '../survey/goal-titles.js';
import { meetingApi, meetingPath } from './meeting-paths.js';
import { minutesPoint } from './minutes-point.js';
import { minutesField, minutesInput, minutesText, minutesValues, validateMinutes } from './minutes-values.js';
import './texts.js';

/** Writes the minutes of a meeting, or changes them (MEET-1). */
class EditMinutesPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => `meetings/${this.params.meetingId}`, sections: ['meetings'],
    onLoad: (meeting) => this.#onLoad(meeting) });
  #goals = new GoalTitles(this);

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values ? minutesText(this.#form.values) : '';
  }

  get #back() {
    return meetingPath(this.params.planId, `/${this.params.meetingId}`);
  }

  async #onLoad(meeting) {
    const { planId, meetingId } = this.params;
    this.#resource.value = meeting;
    if (this.#form) return this.#form.update(meeting);
    this.#form = new FormController(this, {
      key: `plan-${planId}-minutes-${meetingId}`, valuesOf: minutesValues, validate: validateMinutes, fieldOf: minutesField,
      send: (values, { version }) => api.put(meetingApi(planId, meetingId, '/minutes'), minutesInput(values), { version }),
      savedText: t('minutes.saved'), onSaved: () => router.go(this.#back, { replace: true }),
    });
    await this.#form.open(meeting);
  }

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  render() {
    const { failure, retry, value: meeting } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!this.#form?.values || !home) return loading();
    if (!home.myRights.holdMeetings) return deniedPage(this.unsavedText);
    const form = this.#form;
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${this.#back}>${icon('chevron-left')} ${t('meeting.backToOne')}</a></p>
      <h1>${t('minutes.headingOf', { title: meeting.title })}</h1>
      <p class="lead">${t(meeting.minutes ? 'minutes.changeAsks' : 'minutes.sentTo')}</p>
      ${form.conflict ? conflictChoice(form, minutesText, t('minutes.conflict')) : this.#fields(form, home)}
    </section>`;
  }

  #fields(form, home) {
    const { values } = form;
    const goals = this.#goals.goals.filter(({ inHistory }) => !inHistory);
    const field = (name) => ({ name, label: t(`minutes.${name}`), value: values[name], error: form.errorOf(name),
      onInput: (value) => form.change({ [name]: value }) });
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${values.points.map((_, index) => minutesPoint({ form, home, goals }, index))}
      <p><button type="button" class="button button-quiet" @click=${() => form.change({
        points: [...values.points, { title: '', text: '', decisions: [] }] })}>${icon('plus-lg')} ${t('minutes.addPoint')}</button></p>
      ${textField({ ...field('nextDay'), type: 'date', hint: t('minutes.nextDayHint') })} ${timeField(field('nextTime'))}
      ${textField({ ...field('agreeBy'), type: 'date' })}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('minutes.save'))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button></p>
    </form>`;
  }
}

customElements.define('page-edit-minutes', EditMinutesPage);
