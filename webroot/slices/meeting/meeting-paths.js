/** Where meetings are, in the pages and in the API. */

import { t } from '../../core/i18n.js';
import { pageViews } from '../../design/page-views.js';
import './texts.js';

/**
 * @param {string} planId
 * @param {string} [rest] of the path below the plan's meetings
 */
export const meetingPath = (planId, rest = '') => `/planer/${planId}/moter${rest}`;

/**
 * @param {string} planId
 * @param {string} id
 * @param {string} [rest]
 */
export const meetingApi = (planId, id, rest = '') => `/plans/${planId}/meetings/${id}${rest}`;

/**
 * The calendar and the meetings, as the two ways of looking at what happens.
 *
 * @param {string} planId
 * @param {'calendar'|'meetings'} current
 */
export function calendarViews(planId, current) {
  return pageViews(t('meetings.views'), [
    { href: `/planer/${planId}/kalender`, text: t('tab.calendar'), isCurrent: current === 'calendar' },
    { href: meetingPath(planId), text: t('meetings.heading'), isCurrent: current === 'meetings' },
  ]);
}
