import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { LIFE_AREAS, lifeAreaAt, surveyEntry } from '../survey/survey-places.js';

const PARTS = [
  { tab: 'home', path: '' },
  { tab: 'goals', path: '/mal', only: ({ myRights }) => myRights.goals !== 'NONE' || myRights.activities !== 'NONE' },
  { tab: 'survey', path: surveyEntry },
  { tab: 'calendar', path: '/kalender', only: (home) => hasPart(home, 'CALENDAR') },
  { tab: 'messages', path: '/meldinger' },
  { tab: 'documents', path: '/dokumenter', only: (home) => hasPart(home, 'DOCUMENTS') },
  { tab: 'participants', path: '/deltakere' },
  { tab: 'consent', path: '/samtykke' },
  { tab: 'log', path: '/logg', only: ({ myRights }) => myRights.seeLog },
  { tab: 'administer', path: '/administrer', only: ({ myRights }) => myRights.administer },
];

/**
 * @param {import('contract').PlanHome} home
 * @param {import('contract').PlanPart} part
 * @returns {boolean} false if the plan's organisation has left it out, and there is nothing in it (ORG-1)
 */
export function hasPart({ hiddenParts }, part) {
  return !hiddenParts.includes(part);
}

/** @type {Record<string, import('contract').PlanPart[]>} what a tab shows, where an organisation can leave all of it out */
const PARTS_OF_TABS = { goals: ['GOALS', 'ACTIVITIES'], calendar: ['CALENDAR'], documents: ['DOCUMENTS'] };

/**
 * Whether the plan has nothing of what a page shows, since its organisation has left it out (ORG-1).
 *
 * @param {import('contract').PlanHome} home
 * @param {{tab?: string, path: string}} route
 * @param {{lifeArea?: string}} params of the address
 */
export function isLeftOut(home, route, params) {
  const parts = partsOfPage(route, params);
  return parts.length > 0 && parts.every((part) => !hasPart(home, part));
}

/**
 * @param {{tab?: string, path: string}} route
 * @param {{lifeArea?: string}} params
 * @returns {import('contract').PlanPart[]}
 */
function partsOfPage({ tab, path }, { lifeArea }) {
  if (lifeArea) return [lifeAreaAt(lifeArea)];
  if (path.includes('/fagplaner')) return ['SPECIALIST_PLANS'];
  return path.endsWith('/kartlegging') ? LIFE_AREAS : PARTS_OF_TABS[tab] ?? [];
}

/**
 * Links to the parts of a plan that the user may open.
 *
 * @param {import('contract').PlanHome} home
 * @param {string} current the tab that is shown
 */
export function planParts(home, current) {
  return html`<ul class="list-plain">
    ${PARTS.filter(({ only }) => only?.(home) ?? true).map(({ tab, path }) => html`<li>
      <a href="/planer/${home.id}${typeof path === 'function' ? path(home) : path}"
        aria-current=${tab === current ? 'page' : nothing}>${partName(tab, home.unread)}</a>
    </li>`)}
  </ul>`;
}

/**
 * @param {string} tab
 * @param {number} unread
 */
function partName(tab, unread) {
  return tab === 'messages' && unread > 0 ? html`${t('tab.messages')} <span class="count">(<span translate="no">${unread}</span><span
    class="visually-hidden"> ${t('tab.unread')}</span>)</span>` : t(`tab.${tab}`);
}
