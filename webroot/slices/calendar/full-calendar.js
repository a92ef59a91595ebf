/** FullCalendar as the calendar page uses it; loaded with that page only. */

import { Calendar } from '@fullcalendar/core';
import enGb from '@fullcalendar/core/locales/en-gb.js';
import nb from '@fullcalendar/core/locales/nb.js';
import nn from '@fullcalendar/core/locales/nn.js';
import dayGrid from '@fullcalendar/daygrid';
import interaction from '@fullcalendar/interaction';
import list from '@fullcalendar/list';
import timeGrid from '@fullcalendar/timegrid';
import { addDays } from '../../core/dates.js';
import { locale, t } from '../../core/i18n.js';
import { isPlainClick, router } from '../../core/router.js';
import { withOwnWeekday } from '../../core/weekdays.js';
import { itemPath } from './calendar-items.js';
import { localNow, localTime } from './local-time.js';

const MORNING = '06:00';
/** The length of the list. */
export const DAYS_AHEAD = 31;

const twoFigures = (number) => String(number).padStart(2, '0');
const clock = ({ hour, minute }) => `${twoFigures(hour)}${t('time.separator')}${twoFigures(minute)}`;

const FORMATS = {
  eventTimeFormat: ({ start, end }) => (end ? `${clock(start)}–${clock(end)}` : clock(start)),
  slotLabelFormat: ({ start }) => clock(start),
  listDayFormat: { weekday: 'long', day: 'numeric', month: 'long' },
  listDaySideFormat: false,
};

/**
 * Times are the plan's, told to FullCalendar as UTC, so that a browser in another zone shows the same.
 *
 * @param {HTMLElement} element
 * @param {{view: string, day: string|null, isNarrow: boolean, onPeriod: (period: any) => void, onDrop: (info: any) => void}}
 *     options the day to show, today by default
 */
export function createCalendar(element, { view, day, isNarrow, onPeriod, onDrop }) {
  return new Calendar(element, {
    plugins: [dayGrid, timeGrid, list, interaction],
    locales: [nb, nn, enGb],
    locale: locale(),
    dayHeaderContent: ownHeader,
    timeZone: 'UTC',
    now: localNow,
    initialView: view,
    initialDate: day ?? undefined,
    views: {
      listAhead: { type: 'list', duration: { days: DAYS_AHEAD } },
      timeGridWeek: isNarrow ? { dayHeaderFormat: { weekday: 'narrow', day: 'numeric' } } : {},
    },
    headerToolbar: false,
    height: 'auto',
    dayMaxEvents: 4,
    moreLinkClick: 'timeGridDay',
    scrollTime: '07:00',
    slotMinTime: MORNING,
    nowIndicator: true,
    navLinks: false,
    weekNumbers: false,
    allDayText: t('calendar.allDay'),
    noEventsText: t('calendar.none'),
    moreLinkText: (n) => t('calendar.more', { n }),
    moreLinkDidMount: ({ el }) => el.setAttribute('role', 'button'),
    eventDisplay: 'block',
    ...FORMATS,
    datesSet: onPeriod,
    eventClick: openInList,
    eventDrop: onDrop,
    eventResize: onDrop,
    eventDidMount: ({ el, event }) => {
      el.setAttribute('data-key', event.id);
      el.title = event.title; // what is cut off where there is little room
    },
  });
}

// A line of the list that is clicked, FullCalendar would open itself, beside the router, as another document.
function openInList({ el, event, jsEvent }) {
  if (!el.matches('.fc-list-event')) return;
  jsEvent.preventDefault();
  if (isPlainClick(jsEvent)) router.go(event.url);
  else window.open(event.url);
}

/**
 * @param {import('contract').CalendarItem[]} items
 * @returns {string} the first hour of a day: midnight if something is at night
 */
export function firstHour(items) {
  const atNight = ({ allDay, start, end }) =>
    !allDay && (localTime(start).slice(11) < MORNING || (end.slice(0, 10) > start.slice(0, 10) && localTime(end).slice(11) > '00:00'));
  return items.some(atNight) ? '00:00' : MORNING;
}

/** @returns {string|true} the heading of a day; true for the calendar's own, when it has the names of the page's language */
function ownHeader({ date, text }) {
  const own = withOwnWeekday(text, date);
  return own === text || own;
}

/**
 * @param {string} planId
 * @param {import('contract').CalendarItem} item
 * @returns {any} as FullCalendar takes it: whole days end on the day after
 */
export function calendarEvent(planId, item) {
  const { id, occurrence, title, start, end, allDay, kind, mayChange } = item;
  return {
    id: `${id} ${occurrence ?? ''}`,
    title: kind === 'EVENT' ? title : t(`calendar.${kind.toLowerCase()}`, { title }),
    start: localTime(start),
    end: allDay ? addDays(end, 1) : localTime(end),
    allDay,
    url: itemPath(planId, item),
    editable: mayChange,
    classNames: [`is-${kind.toLowerCase()}`],
    extendedProps: { item },
  };
}
