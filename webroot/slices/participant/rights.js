/** Texts for rights in a plan (PART-2, PART-6). */

import { formatDate } from '../../core/format.js';
import { locale, t } from '../../core/i18n.js';
import './texts.js';

export const LIFE_AREAS = ['WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY'];
export const AREAS = ['GOALS', 'ACTIVITIES', ...LIFE_AREAS, 'SPECIALIST_PLANS'];
export const ASSIGNABLE_ROLES = ['PROVIDER', 'NEXT_OF_KIN', 'GUARDIAN', 'COORDINATOR'];
export const LEVELS = ['NONE', 'READ', 'WRITE'];

/**
 * @param {import('contract').Rights} rights
 * @param {string} level
 * @returns {string} the names of the areas with that level, as a list
 */
export function areasWith(rights, level) {
  const text = AREAS.filter((area) => (rights.areas[area] ?? 'NONE') === level).map((area) => t(`area.${area}`));
  return new Intl.ListFormat(locale()).format(text);
}

/**
 * @param {import('contract').Rights} limit on the rights of a participant
 * @returns {string} the names of the limited rights, as a list
 */
export function limitedIn(limit) {
  const areas = AREAS.filter((area) => (limit.areas[area] ?? 'NONE') !== 'WRITE').map((area) => t(`area.${area}`));
  const others = ['print', 'editPerson'].filter((right) => !limit[right]).map((right) => t(`rights.${right}`));
  return new Intl.ListFormat(locale()).format([...areas, ...others]);
}

/**
 * @param {import('contract').Rights} one
 * @param {import('contract').Rights} other
 * @returns {boolean}
 */
export function sameRights(one, other) {
  const same = (area) => (one.areas[area] ?? 'NONE') === (other.areas[area] ?? 'NONE');
  return one.editPerson === other.editPerson && one.print === other.print && AREAS.every(same);
}

/**
 * Formats a decision as lines of text, for comparison.
 *
 * @param {{roleName: string, rights: import('contract').Rights, endsOn?: string|null, consentScope?: string|null,
 *   reason?: string|null}} decision
 * @returns {string}
 */
export function decisionText({ roleName, rights, endsOn, consentScope, reason }) {
  const yes = (flag) => t(flag ? 'app.yes' : 'app.no');
  const lines = [
    [t('rights.role'), roleName],
    [t('rights.endsOn'), endsOn ? formatDate(endsOn) : t('rights.noEnd')],
    [t('rights.consentScope'), consentScope || t('rights.wholeConsent')],
    [t('deviation.reason'), reason || t('deviation.noReason')],
    [t('rights.editPerson'), yes(rights.editPerson)],
    [t('rights.print'), yes(rights.print)],
    ...AREAS.map((area) => [t(`area.${area}`), t(`level.${rights.areas[area] ?? 'NONE'}`)]),
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/**
 * @param {import('contract').Rights} rights
 * @param {string} area
 * @returns {string} its level
 */
export function levelOf(rights, area) {
  return rights.areas[area] ?? 'NONE';
}

/**
 * @param {string} level
 * @param {string} most
 * @returns {boolean} whether the level is at most the other
 */
export function isAtMost(level, most) {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(most);
}

/**
 * @param {import('contract').Rights} rights of a draft, which may name areas that there no longer are
 * @returns {import('contract').Rights} with the areas of today
 */
export function withKnownAreas(rights) {
  return { ...rights, areas: Object.fromEntries(AREAS.map((area) => [area, levelOf(rights, area)])) };
}

/**
 * @typedef {{area?: string, flag?: 'print'|'editPerson', to: any}} RightsChange a right and its new level or value
 *
 * @param {import('contract').Rights} before
 * @param {import('contract').Rights} after
 * @returns {RightsChange[]} what differs
 */
export function changesBetween(before, after) {
  const areas = AREAS.filter((area) => levelOf(before, area) !== levelOf(after, area)).map((area) => ({ area, to: levelOf(after, area) }));
  const flags = /** @type {const} */ (['print', 'editPerson']).filter((flag) => before[flag] !== after[flag])
    .map((flag) => ({ flag, to: after[flag] }));
  return [...areas, ...flags];
}

/**
 * @param {import('contract').Rights} rights
 * @param {RightsChange[]} changes
 * @returns {import('contract').Rights} the rights with the changes
 */
export function withChanges(rights, changes) {
  const areas = changes.filter(({ area }) => area).map(({ area, to }) => [area, to]);
  const flags = changes.filter(({ flag }) => flag).map(({ flag, to }) => [flag, to]);
  return { ...rights, ...Object.fromEntries(flags), areas: { ...rights.areas, ...Object.fromEntries(areas) } };
}

/**
 * @param {RightsChange} change
 * @returns {string} as `Bolig: Kan lese`
 */
export function changeText({ area, flag, to }) {
  return area ? `${t(`area.${area}`)}: ${t(`level.${to}`)}` : `${t(`rights.${flag}`)}: ${t(to ? 'app.yes' : 'app.no')}`;
}

/**
 * @param {import('contract').Rights} maxRights
 * @param {RightsChange} change
 * @returns {boolean} whether it may be made
 */
export function isWithin(maxRights, { area, flag, to }) {
  return area ? isAtMost(to, levelOf(maxRights, area)) : !to || maxRights[flag];
}
