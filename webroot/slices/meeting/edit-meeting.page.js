import { html, nothing } from 'lit';
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
import { meetingApi, meetingPath } from './meeting-paths.js';
import { meetingField, meetingInput, meetingText, meetingValues, newMeeting, validateMeeting } from './meeting-values.js';
import { participantChoice } from './participant-choice.js';
import '../calendar/texts.js';
import './texts.js';

/** Summons to a meeting, or changes what one is summoned to (MEET-1). */
class EditMeetingPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  /** @type {PlanResource|null} */
  #resource = null;

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.#onPlan() });
  }

  connectedCallback() {
    super.connectedCallback();
    const { meetingId } = this.params;
    if (meetingId) {
      this.#resource = new PlanResource(this, { sections: ['meetings'], path: () => `meetings/${meetingId}`,
        onLoad: (meeting) => this.#onLoad(meeting) });
    } else {
      this.#onPlan();
    }
  }

  #onPlan() {
    this.requestUpdate();
    if (!this.params.meetingId && !this.#form && currentPlan.home) void this.#onLoad(newMeeting(currentPlan.home));
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values && currentPlan.home ? meetingText(this.#form.values, currentPlan.home) : '';
  }

  get #back() {
    const { planId, meetingId } = this.params;
    return meetingPath(planId, meetingId ? `/${meetingId}` : '');
  }

  async #onLoad(meeting) {
    const { planId, meetingId } = this.params;
    if (this.#resource) this.#resource.value = meeting;
    if (this.#form) return this.#form.update(meeting);
    this.#form = new FormController(this, {
      key: `plan-${planId}-meeting-${meetingId ?? 'new'}`, valuesOf: meetingValues, validate: validateMeeting, fieldOf: meetingField,
      send: this.#send, savedText: t(meetingId ? 'meeting.changed' : 'meeting.saved'),
      onSaved: ({ id }) => router.go(meetingPath(planId, `/${id}`), { replace: true }),
    });
    await this.#form.open(meeting);
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = (values, { version, idempotencyKey }) => {
    const { planId, meetingId } = this.params;
    return meetingId ? api.put(meetingApi(planId, meetingId), meetingInput(values), { version })
      : api.post(`/plans/${planId}/meetings`, meetingInput(values), { idempotencyKey });
  };

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  render() {
    const { failure = null, retry = null, value = null } = this.#resource ?? {};
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!this.#form?.values || !home) return loading();
    if (!home.myRights.holdMeetings || value?.minutes) return deniedPage(this.unsavedText);
    return this.#page(this.#form, home, Boolean(this.params.meetingId));
  }

  #page(form, home, isKnown) {
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${this.#back}>${icon('chevron-left')} ${t(isKnown ? 'meeting.backToOne' : 'meeting.back')}</a></p>
      <h1>${t(isKnown ? 'meeting.editHeading' : 'meeting.newHeading')}</h1>
      <p class="lead">${t(isKnown ? 'meeting.askedAnew' : 'meeting.seenByInvited')}</p>
      ${form.conflict ? conflictChoice(form, (values) => meetingText(values, home), t('meeting.conflict'))
        : html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
          ${formTop(form)} ${this.#fields(form)} ${this.#agenda(form)}
          ${participantChoice({ name: 'invited', legend: t('meeting.invited'), chosen: form.values.invited, error: form.errorOf('invited'),
            home, onChange: (invited) => form.change({ invited }) })}
          ${saveLine(form)}
          <p class="actions">${submitButton(form, t(isKnown ? 'meeting.saveChange' : 'meeting.save'))}
            <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button></p>
        </form>`}
    </section>`;
  }

  #fields(form) {
    const field = (name, label) => ({ name, label: t(`meeting.${label}`), value: form.values[name],
      error: form.errorOf(name), onInput: (value) => form.change({ [name]: value }) });
    return html`
      ${textField({ ...field('title', 'name'), maxlength: 200, required: true })}
      ${textField({ ...field('day', 'day'), type: 'date' })}
      <div class="field-row">${timeField(field('startTime', 'from'))} ${timeField(field('endTime', 'to'))}</div>
      ${textField({ ...field('place', 'place'), maxlength: 200 })}
      ${textField({ ...field('link', 'link'), maxlength: 500, inputmode: 'url', hint: t('meeting.linkHint') })}`;
  }

  #agenda(form) {
    const { agenda } = form.values;
    const set = (index, title) => form.change({ agenda: agenda.map((point, at) => (at === index ? { ...point, title } : point)) });
    return html`<fieldset class="field"><legend>${t('meeting.agenda')}</legend>
      <p class="field-hint">${t('meeting.agendaHint')}</p>
      ${agenda.map(({ title }, index) => html`<div class="meeting-point-row">
        ${textField({ name: `agenda.${index}.title`, label: t('meeting.point', { n: index + 1 }), value: title, maxlength: 200,
          error: form.errorOf(`agenda.${index}.title`), onInput: (value) => set(index, value) })}
        ${agenda.length > 1 ? html`<button type="button" class="button button-quiet"
          aria-label=${t('meeting.removePoint', { n: index + 1 })}
          @click=${() => form.change({ agenda: agenda.filter((_, at) => at !== index) })}>${icon('trash')}</button>` : nothing}
      </div>`)}
      ${agenda.length < 25 ? html`<button type="button" class="button button-quiet"
        @click=${() => this.#addPoint(form)}>${icon('plus-lg')} ${t('meeting.addPoint')}</button>` : nothing}
    </fieldset>`;
  }

  async #addPoint(form) {
    const { agenda } = form.values;
    form.change({ agenda: [...agenda, { title: '' }] });
    await this.updateComplete;
    document.getElementById(`agenda.${agenda.length}.title`)?.focus();
  }
}

customElements.define('page-edit-meeting', EditMeetingPage);
