import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { calendarAt, calendarPath, eventApi, itemPath } from './calendar-items.js';
import { eventFields } from './event-fields.js';
import { eventInput, eventText, eventValues, newEvent, validateEvent } from './event-values.js';
import './texts.js';

/** Adds an event, or changes one: a series, one occurrence, or an occurrence with all after it (CAL-2, CAL-3). */
class EditEventPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  /** @type {PlanResource|null} */
  #resource = null;

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  connectedCallback() {
    super.connectedCallback();
    const { planId, eventId } = this.params;
    if (eventId) {
      this.#resource = new PlanResource(this, { sections: ['calendar'], onLoad: (event) => this.#onLoad(event),
        path: () => eventApi(planId, eventId, this.#day).slice(`/plans/${planId}/`.length) });
    } else {
      void this.#onLoad(newEvent(this.#day ?? ''));
    }
  }

  get #day() {
    return new URLSearchParams(location.search).get('dag');
  }

  get #isFollowing() {
    return new URLSearchParams(location.search).get('og') === 'etter';
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    const { title = '', description = '' } = this.#form?.values ?? {};
    return [title, description].filter(Boolean).join('\n');
  }

  get #back() {
    const { planId, eventId } = this.params;
    return eventId ? itemPath(planId, { kind: 'EVENT', id: eventId, occurrence: this.#day }) : calendarPath(planId);
  }

  async #onLoad(event) {
    const { planId, eventId } = this.params;
    if (this.#resource) this.#resource.value = event;
    if (this.#form) return this.#form.update(event);
    const which = this.#day && eventId ? `-${this.#day}${this.#isFollowing ? '-on' : ''}` : '';
    this.#form = new FormController(this, {
      key: `plan-${planId}-event-${eventId ?? 'new'}${which}`, valuesOf: eventValues, validate: validateEvent, send: this.#send,
      savedText: t('event.saved'), onSaved: (saved) => router.go(calendarAt(planId, saved, this.#day), { replace: true }),
    });
    await this.#form.open(event);
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = (values, { version, idempotencyKey }) => {
    const { planId, eventId } = this.params;
    return eventId
      ? api.put(eventApi(planId, eventId, this.#day, this.#isFollowing), eventInput(values), { version })
      : api.post(`/plans/${planId}/calendar`, eventInput(values), { idempotencyKey });
  };

  async #cancel() {
    if (await this.#form.discard()) router.go(this.#back, { replace: true });
  }

  render() {
    const { failure = null, retry = null } = this.#resource ?? {};
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    if (this.#isDenied) return deniedPage(this.unsavedText);
    const form = this.#form;
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${this.#back}>${icon('chevron-left')} ${t('calendar.back')}</a></p>
      <h1>${t(this.#heading)}</h1>
      <p class="lead">${t('event.seenByAll')}</p>
      ${form.conflict ? conflictChoice(form, eventText, t('event.conflict'))
        : html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
          ${formTop(form)} ${eventFields(form, !this.#day || !this.params.eventId || this.#isFollowing)} ${saveLine(form)}
          <p class="actions">
            ${submitButton(form, t('event.save'))}
            <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
          </p>
        </form>`}
    </section>`;
  }

  get #isDenied() {
    return this.params.eventId ? this.#resource?.value?.mayChange === false : currentPlan.home.state !== 'ACTIVE';
  }

  get #heading() {
    if (!this.params.eventId) return 'event.newHeading';
    if (!this.#day) return 'event.editHeading';
    return this.#isFollowing ? 'event.editFollowing' : 'event.editOne';
  }
}

customElements.define('page-edit-event', EditEventPage);
