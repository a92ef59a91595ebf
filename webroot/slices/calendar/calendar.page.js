import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { focus } from '../../core/focus.js';
import { live } from '../../core/live.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { router } from '../../core/router.js';
import { addDays, today } from '../../core/dates.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { formError } from '../../forms/field.js';
import { binLink } from '../goal/bin-link.js';
import { calendarViews } from '../meeting/meeting-paths.js';
import { currentPlan } from '../plan/plan.js';
import { calendarPath, eventApi, inputOf, movedBy, onFirstDay, startText } from './calendar-items.js';
import { isOtherZone, localTime } from './local-time.js';
import './texts.js';

const VIEWS = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay', list: 'listAhead' };
const SECTIONS = ['calendar', 'activities', 'meetings'];
const PHONE = '(max-width: 40rem)';
const ARROWS = {
  ArrowLeft: { days: -1 }, ArrowRight: { days: 1 }, ArrowUp: { days: -7 }, ArrowDown: { days: 7 },
};
const STEP_MINUTES = 30;
const MEASURE_FRAMES = 20;
const MORE = '.fc-daygrid-more-link';

/** The owner's calendar, by month, week, day or as a list (CAL-1); on a phone it opens as a list of the days from today on. */
class CalendarPage extends Page {
  static properties = { view: { state: true }, heading: { state: true }, problem: { state: true }, ready: { state: true } };

  /** @type {any} FullCalendar */
  #calendar = null;
  #period = { from: '', to: '' };
  /** @type {string|null|undefined} */
  #keyToFocus = null;
  #isStarted = false;
  #toEvent = (item) => item;
  /** @type {(items: any[]) => string} */
  #toFirstHour = () => '';
  #firstHour = '';

  constructor() {
    super();
    this.view = router.kept.view ?? (window.matchMedia(PHONE).matches ? 'list' : 'month');
    this.heading = '';
    this.problem = '';
    this.ready = false;
    const isHere = ({ detail }) => detail.planId === this.params.planId && SECTIONS.includes(detail.section);
    new EventController(this, live, { changed: (event) => isHere(event) && this.#load(true), resync: () => this.#load(true) });
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  updated() {
    super.updated();
    const place = /** @type {HTMLElement|null} */ (this.querySelector('.calendar-view'));
    if (!place || this.#isStarted) return;
    this.#isStarted = true;
    void this.#start(place);
  }

  async #start(place) {
    try {
      const { createCalendar, calendarEvent, firstHour, DAYS_AHEAD } = await import('./full-calendar.js');
      if (!this.isConnected) return;
      this.#toFirstHour = firstHour;
      this.#toEvent = (item) => calendarEvent(this.params.planId, item);
      this.#calendar = createCalendar(place, {
        view: VIEWS[this.view],
        day: 'day' in router.kept ? router.kept.day : this.#dayAsked(DAYS_AHEAD),
        isNarrow: window.matchMedia(PHONE).matches,
        onPeriod: (period) => this.#show(period),
        onDrop: (info) => void this.#dropped(info),
      });
      this.#calendar.render();
      this.ready = true;
    } catch {
      this.problem = t('calendar.notLoaded');
    }
  }

  // The day of an event that was just looked at; what the list from today on shows anyway, it shows there.
  #dayAsked(daysAhead) {
    const day = this.query.get('dag');
    const isAhead = day && day >= today() && day < addDays(today(), daysAhead);
    return this.view === 'list' && isAhead ? null : day;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#calendar?.destroy();
  }

  #show({ startStr, endStr, view }) {
    this.heading = view.title;
    this.view = Object.keys(VIEWS).find((name) => VIEWS[name] === view.type) ?? this.view;
    this.#period = { from: startStr.slice(0, 10), to: endStr.slice(0, 10) };
    void this.#load(false);
    const day = view.calendar.getDate().toISOString().slice(0, 10);
    router.keep({ view: this.view, day: day === today() ? null : day });
  }

  async #load(background) {
    const period = this.#period;
    if (!period.from || !this.isConnected) return;
    try {
      const { items } = await api.get(`/plans/${this.params.planId}/calendar${queryString(period)}`, { background });
      if (period !== this.#period) return;
      this.problem = '';
      this.#fill(items);
    } catch (problem) {
      if (!background) this.problem = explain(problem);
    }
  }

  // The focus stays on an event that is shown again, also when the answer and the frame of a change come at once.
  #fill(items) {
    const key = document.activeElement?.closest?.('[data-key]')?.getAttribute('data-key') ?? this.#keyToFocus;
    this.#setFirstHour(this.#toFirstHour(items));
    this.#calendar.removeAllEventSources();
    const shown = this.view === 'list' ? items.map((item) => onFirstDay(item, this.#period.from)) : items;
    this.#calendar.addEventSource(shown.map((item) => this.#toEvent(item)));
    this.#keyToFocus = key;
    if (key) requestAnimationFrame(() => this.#focus(key));
  }

  // Not each time: the calendar draws everything anew.
  #setFirstHour(hour) {
    if (hour === this.#firstHour || !['week', 'day'].includes(this.view)) return;
    this.#firstHour = hour;
    this.#calendar.setOption('slotMinTime', hour);
  }

  // FullCalendar shows an event some frames after it is there, when it has measured it; what isn't shown takes no focus.
  #focus(key, frames = MEASURE_FRAMES) {
    if (key !== this.#keyToFocus) return;
    const shown = /** @type {HTMLElement|null} */ (this.querySelector(`[data-key="${CSS.escape(key)}"]`));
    if (!focus(shown?.matches('a') ? shown : shown?.querySelector('a'))) {
      if (frames > 0) return void requestAnimationFrame(() => this.#focus(key, frames - 1));
      focus(shown?.closest('td')?.querySelector(MORE)); // a full day has put it away there
    }
    this.#keyToFocus = null;
  }

  #choose(view) {
    this.view = view;
    this.#calendar?.changeView(VIEWS[view]);
  }

  /** @param {{event: any, revert: () => void}} info */
  async #dropped({ event, revert }) {
    const { item } = event.extendedProps;
    const { allDay } = event;
    const start = localTime(event.startStr);
    const last = event.endStr ? localTime(event.endStr) : null;
    const end = allDay ? addDays((last ?? addDays(start, 1)).slice(0, 10), -1) : last;
    if (!(await this.#save({ ...item, allDay, start: allDay ? start.slice(0, 10) : start, end }))) revert();
  }

  // One occurrence of a series is moved alone.
  async #save(item) {
    try {
      const path = eventApi(this.params.planId, item.id, item.occurrence);
      const saved = await api.put(path, inputOf(item), { version: item.version });
      notify(t(item.occurrence ? 'calendar.movedOne' : 'calendar.moved', { when: startText(saved) }));
      await this.#load(true);
      return true;
    } catch (problem) {
      notify(explain(problem), { kind: 'warning' });
      await this.#load(true);
      return false;
    }
  }

  // Shift and an arrow move the event that has the focus (CAL-3).
  async #keyDown(event) {
    const by = event.shiftKey && ARROWS[event.key];
    const key = event.target.closest?.('[data-key]')?.getAttribute('data-key');
    const item = key && this.#calendar?.getEventById(key)?.extendedProps.item;
    if (!by || !item?.mayChange) return;
    event.preventDefault();
    const inHours = ['week', 'day'].includes(this.view) && !item.allDay && Math.abs(by.days) === 7;
    await this.#save(movedBy(item, inHours ? { minutes: Math.sign(by.days) * STEP_MINUTES } : by));
  }

  // Days lie under what is shown in them, and hours under the days.
  #doubleClick({ target, clientX, clientY }) {
    const under = document.elementsFromPoint(clientX, clientY);
    const day = under.map((element) => element.closest('td[data-date]')).find(Boolean)?.getAttribute('data-date');
    const time = under.find((element) => element.matches('td[data-time]'))?.getAttribute('data-time');
    if (!day || currentPlan.home?.state !== 'ACTIVE' || target.closest('[data-key]')) return;
    router.go(`${calendarPath(this.params.planId)}/ny?dag=${day}${time ? `T${time.slice(0, 5)}` : ''}`);
  }

  render() {
    const { home } = currentPlan;
    if (!home) return loading();
    const path = calendarPath(this.params.planId);
    return html`<section class="page page-calendar">
      <div class="heading-row">
        <h1>${t('calendar.heading')}</h1>
        ${home.state === 'ACTIVE'
          ? html`<a class="button button-primary" href="${path}/ny">${icon('plus-lg')} ${t('calendar.new')}</a>` : nothing}
      </div>
      ${calendarViews(this.params.planId, 'calendar')}
      <p class="lead">${t('calendar.lead')} ${isOtherZone() ? t('calendar.zone') : nothing}</p>
      ${this.#tools()} ${formError(this.problem)}
      <h2 class="calendar-period" aria-live="polite">${this.heading}</h2>
      ${this.ready ? nothing : loading()}
      <div class="calendar-view" @keydown=${(event) => void this.#keyDown(event)} @dblclick=${(event) => this.#doubleClick(event)}></div>
      <p class="muted calendar-hint">${t('calendar.hint')} <a href="${path}/abonnement">${t('calendar.subscribe')}</a></p>
      ${binLink(home)}
    </section>`;
  }

  #tools() {
    const step = (symbol, label, run) => html`<button type="button" class="button button-quiet" @click=${run}
      aria-label=${label}>${symbol}</button>`;
    return html`<div class="calendar-tools">
      <div class="calendar-steps">
        ${step(icon('chevron-left'), t('calendar.previous'), () => this.#calendar?.prev())}
        <button type="button" class="button button-quiet" @click=${() => this.#calendar?.today()}>${t('calendar.today')}</button>
        ${step(icon('chevron-right'), t('calendar.next'), () => this.#calendar?.next())}
      </div>
      <div class="calendar-views" role="group" aria-label=${t('calendar.views')}>
        ${Object.keys(VIEWS).map((view) => html`<button type="button" class="button button-quiet" aria-pressed=${view === this.view}
          @click=${() => this.#choose(view)}>${t(`calendar.view.${view}`)}</button>`)}
      </div>
    </div>`;
  }
}

customElements.define('page-calendar', CalendarPage);
