/** What somebody may see and do in a plan, in words (PART-2, PART-6). */

import { formatDate } from './format.js';
import { locale, t } from './i18n.js';

export const LIFE_AREAS = ['WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY'];
export const AREAS = ['GOALS', 'ACTIVITIES', ...LIFE_AREAS, 'SPECIALIST_PLANS', 'DOCUMENTS', 'LOG'];
export const GIVEN_ROLES = ['PROVIDER', 'NEXT_OF_KIN', 'GUARDIAN', 'COORDINATOR'];
const LEVELS = ['NONE', 'READ', 'WRITE'];

/** @param {string} area @returns {string[]} nobody writes in the log but the system */
export function levelsOf(area) {
  return area === 'LOG' ? LEVELS.slice(0, 2) : LEVELS;
}

/** @param {any} rights @param {string} level @returns {string} the areas with that level, as a list in words */
export function areasWith(rights, level) {
  const words = AREAS.filter((area) => (rights.areas[area] ?? 'NONE') === level).map((area) => t(`area.${area}`));
  return new Intl.ListFormat(locale()).format(words);
}

/** @param {any} limit how far others may go @returns {string} where that isn't all the way, as a list in words */
export function limitedIn(limit) {
  const areas = AREAS.filter((area) => (limit.areas[area] ?? 'NONE') !== levelsOf(area).at(-1)).map((area) => t(`area.${area}`));
  const others = ['print', 'editPerson'].filter((right) => !limit[right]).map((right) => t(`rights.${right}`));
  return new Intl.ListFormat(locale()).format([...areas, ...others]);
}

/** @param {any} one @param {any} other @returns {boolean} */
export function sameRights(one, other) {
  const same = (area) => (one.areas[area] ?? 'NONE') === (other.areas[area] ?? 'NONE');
  return one.editPerson === other.editPerson && one.print === other.print && AREAS.every(same);
}

/**
 * A decision as lines of text, for comparing two.
 *
 * @param {{roleName: string, rights: any, endsOn?: string|null, consentScope?: string|null}} decision
 * @returns {string}
 */
export function decisionText({ roleName, rights, endsOn, consentScope }) {
  const yes = (flag) => t(flag ? 'frame.yes' : 'frame.no');
  const lines = [
    [t('rights.role'), roleName],
    [t('rights.endsOn'), endsOn ? formatDate(endsOn) : t('rights.noEnd')],
    [t('rights.consentScope'), consentScope || t('rights.wholeConsent')],
    [t('rights.editPerson'), yes(rights.editPerson)],
    [t('rights.print'), yes(rights.print)],
    ...AREAS.map((area) => [t(`area.${area}`), t(`level.${rights.areas[area] ?? 'NONE'}`)]),
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join('\n');
}
