import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { attempt, deleteWithUndo } from '../goal/element-actions.js';
import { plainText } from '../goal/plain-text.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { calendarAt, calendarPath, eventApi, reminderText, whenText } from './calendar-items.js';
import { recurrenceText } from './recurrence.js';
import '../../core/problem-page.js';
import './occurrence-dialog.js';
import './texts.js';

/** An event of the calendar, or one occurrence of a series, with what may be done to it (CAL-2, CAL-3). */
class EventPage extends Page {
  static properties = { asked: { state: true } };

  #resource = new PlanResource(this, { path: () => eventApi('', this.params.eventId, this.#day).slice('/plans//'.length),
    sections: ['calendar'] });

  constructor() {
    super();
    /** @type {'change'|'delete'|null} what is asked of a series: which occurrences are meant */
    this.asked = null;
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get #day() {
    return new URLSearchParams(location.search).get('dag');
  }

  render() {
    const { failure, retry, value: event } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!event || !currentPlan.home) return loading();
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${calendarAt(this.params.planId, event, this.#day)}>${icon('chevron-left')} ${t('calendar.back')}</a></p>
      <h1><bdi>${event.title}</bdi></h1>
      <div class="panel event">
        ${this.#facts(event)}
        <p class="muted">${t('event.by', { name: event.createdBy.name })}</p>
        ${event.mayChange ? this.#actions(event) : nothing}
      </div>
      ${this.asked ? html`<occurrence-dialog .action=${this.asked} ?series=${Boolean(event.rrule && this.#day)}
        @cancelled=${() => (this.asked = null)}
        @chosen=${({ detail }) => this.#chosen(event, detail)}></occurrence-dialog>` : nothing}
    </section>`;
  }

  #facts(event) {
    const recurs = recurrenceText(event);
    return html`<p>${icon('calendar3')} ${whenText(event)}</p>
        ${recurs ? html`<p>${icon('arrow-repeat')} ${recurs}</p>` : nothing}
        ${event.moved ? html`<p class="muted">${t('event.moved')}</p>` : nothing}
        ${event.place ? html`<p>${icon('geo-alt')} <bdi>${event.place}</bdi></p>` : nothing}
        ${event.reminder === null ? nothing : html`<p>${icon('bell')} ${t('event.reminds', { when: reminderText(event.reminder) })}</p>`}
        ${event.description ? html`<div class="event-description">${plainText(event.description)}</div>` : nothing}`;
  }

  #actions(event) {
    const act = (action) => (event.rrule && this.#day ? (this.asked = action) : this.#chosen(event, 'ALL', action));
    return html`<p class="actions">
      <button type="button" class="button button-primary" @click=${() => act('change')}>${icon('pencil')} ${t('event.change')}</button>
      <button type="button" class="button button-quiet" @click=${() => (this.asked = 'delete')}>${icon('trash')}
        ${t('event.delete')}</button>
    </p>`;
  }

  /**
   * @param {import('contract').CalendarItem} event
   * @param {'ONE'|'FOLLOWING'|'ALL'} which
   * @param {'change'|'delete'|null} action
   */
  async #chosen(event, which, action = this.asked) {
    this.asked = null;
    const { planId } = this.params;
    if (action === 'change') {
      const query = which === 'ALL' ? '' : `?dag=${event.occurrence}${which === 'FOLLOWING' ? '&og=etter' : ''}`;
      return router.go(`${calendarPath(planId)}/${event.id}/endre${query}`);
    }
    const path = eventApi(planId, event.id, which === 'ALL' ? null : event.occurrence, which === 'FOLLOWING');
    const done = await attempt(() => deleteWithUndo(planId, path, event.version, t('event.deleted')));
    if (done) router.go(calendarAt(planId, event, this.#day), { replace: true });
  }
}

customElements.define('page-event', EventPage);
