/** Compares what the owner has said that a participant may know with what they can open (PART-4, PART-6). */

import { AREAS, LIFE_AREAS } from './rights.js';

const CONTENT_AREAS = ['GOALS', 'ACTIVITIES', ...LIFE_AREAS];
const NEGATION = /\b(?:ikke|unntatt|bortsett fra|uten|aldri)\b/i;
const SENTENCE_END = /[.;!?\n]+/;

/** Words by which an owner is likely to name an area. */
const WORDS = {
  GOALS: /\bmål/i,
  ACTIVITIES: /aktivitet/i,
  WORK: /arbeid|jobb|skole|praksis|utdann|opplæring|barnehage/i,
  HOUSING: /bolig|leilighet|\bbor?\b|\bhjemme\b/i,
  LEISURE: /fritid|hobby|trening/i,
  HEALTH: /helse|sykdom|diagnose|medisin|behandling/i,
  NETWORK: /nettverk|venner|familie|sosial/i,
  ECONOMY: /økonomi|penger|inntekt|\bgjeld\b/i,
  SPECIALIST_PLANS: /fagplan/i,
};

/**
 * @typedef {object} Differences
 * @property {string[]} closed areas that the consent covers but the participant can't open
 * @property {string[]} forbidden areas that the consent excludes but the participant can open
 * @property {string[]} unnamed life areas that the participant can open and a limited consent doesn't name
 */

/**
 * The consent's text is free, so this is a reminder to look, not a judgement.
 *
 * @param {{role: string, consentScope?: string|null, rights: import('contract').Rights}} participant
 * @returns {Differences}
 */
export function consentDifferences({ role, consentScope, rights }) {
  const canOpen = (area) => (rights.areas[area] ?? 'NONE') !== 'NONE';
  if (role === 'OWNER') return { closed: [], forbidden: [], unnamed: [] };
  if (!consentScope) return { closed: CONTENT_AREAS.filter((area) => !canOpen(area)), forbidden: [], unnamed: [] };
  const { included, excluded } = namedAreas(consentScope);
  return {
    closed: included.filter((area) => !canOpen(area)),
    forbidden: excluded.filter(canOpen),
    unnamed: LIFE_AREAS.filter((area) => canOpen(area) && !included.includes(area) && !excluded.includes(area)),
  };
}

/**
 * @param {Differences} differences
 * @returns {boolean}
 */
export function isDifferent({ closed, forbidden, unnamed }) {
  return closed.length + forbidden.length + unnamed.length > 0;
}

/**
 * @param {string} scope
 * @returns {{included: string[], excluded: string[]}} the areas that it names, and those that it names after a negation
 */
export function namedAreas(scope) {
  const parts = scope.split(SENTENCE_END).map((sentence) => sentence.split(NEGATION));
  const names = (texts) => AREAS.filter((area) => WORDS[area]?.test(texts.join('\n')));
  const excluded = names(parts.flatMap(([, ...after]) => after));
  return { included: names(parts.map(([before]) => before)).filter((area) => !excluded.includes(area)), excluded };
}
