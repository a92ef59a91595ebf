import { t } from '../../core/i18n.js';
import { pageViews } from '../../design/page-views.js';
import { aboutPath } from '../about/about-picture.js';
import './texts.js';

/** @type {Record<string, string>} the life areas, in order, each with its place in the address (SURV-1) */
const PLACES = { WORK: 'arbeid', HOUSING: 'bolig', LEISURE: 'fritid', HEALTH: 'helse', NETWORK: 'nettverk', ECONOMY: 'okonomi' };

/** @typedef {'WORK'|'HOUSING'|'LEISURE'|'HEALTH'|'NETWORK'|'ECONOMY'} LifeArea */

export const LIFE_AREAS = /** @type {LifeArea[]} */ (Object.keys(PLACES));

/** @param {string} planId */
export const surveyPath = (planId) => `/planer/${planId}/kartlegging`;

/**
 * @param {string} planId
 * @param {string} lifeArea
 */
export const lifeAreaPath = (planId, lifeArea) => `${surveyPath(planId)}/omrade/${PLACES[lifeArea]}`;

/**
 * @param {string} place in the address
 * @returns {LifeArea|undefined} the life area
 */
export const lifeAreaAt = (place) => LIFE_AREAS.find((lifeArea) => PLACES[lifeArea] === place);

/** @param {import('contract').PlanHome} home */
export const readsSurvey = ({ myRights }) => LIFE_AREAS.some((lifeArea) => myRights.areas[lifeArea] !== 'NONE');

/** @param {import('contract').PlanHome} home */
export const readsSpecialistPlans = ({ myRights }) => myRights.areas.SPECIALIST_PLANS !== 'NONE';

/**
 * Where the tab leads: to the first part that the user may read.
 *
 * @param {import('contract').PlanHome} home
 */
export function surveyEntry(home) {
  if (readsSurvey(home)) return '/kartlegging';
  return readsSpecialistPlans(home) ? '/kartlegging/fagplaner' : '/kartlegging/vanskelig';
}

/**
 * Links to the parts of the owner's background.
 *
 * @param {import('contract').PlanHome} home
 * @param {string} current
 */
export function surveyViews(home, current) {
  const path = surveyPath(home.id);
  const views = [
    { view: 'areas', href: path, isShown: readsSurvey(home) },
    { view: 'specialistPlans', href: `${path}/fagplaner`, isShown: readsSpecialistPlans(home) },
    { view: 'emergency', href: `${path}/vanskelig`, isShown: true },
    { view: 'about', href: aboutPath(home.id), isShown: true },
  ];
  return pageViews(t('survey.views'), views.filter(({ isShown }) => isShown).map(({ view, href }) =>
    ({ href, text: t(`surveyView.${view}`), isCurrent: view === current })));
}
