/**
 * Translations: one JSON file for each slice and language, keys by page. A value is a text, a text folded into an array of
 * lines, or the plural forms of a text.
 */

const texts = {};
const { lang: language, dataset } = document.documentElement;
// not every browser knows Nynorsk: dates then are as in Bokmål, never in the browser's own language
const locales = [dataset.locale ?? 'nb-NO', 'nb-NO'];
const plurals = new Intl.PluralRules(locale());

/**
 * Adds the texts of a slice, in the language of the document. A module that shows them imports its slice's texts.js, which
 * waits for this.
 *
 * @param {(language: string) => Promise<{default: object}>} load imports the slice's file for the language
 */
export async function addTexts(load) {
  registerTexts((await load(language)).default);
}

/** @param {object} groups of texts, in the language of the document */
export function registerTexts(groups) {
  Object.assign(texts, groups);
}

/** @returns {string[]} the locales for `Intl`, the best one first */
export function locale() {
  return locales;
}

/**
 * Translates a key and fills in `{name}`. A plural text is an object with `one` and `other`, selected by `n`.
 *
 * @param {string} key as `login.title`
 * @param {Record<string, string|number>} [values]
 * @returns {string} the key itself when the text is missing
 */
export function t(key, values = {}) {
  const found = lookUp(key);
  const form = isPlural(found) ? found[plurals.select(Number(values.n ?? 0))] : found;
  const text = Array.isArray(form) ? form.join(' ') : form;
  if (typeof text !== 'string') return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * @param {string} key
 * @returns {boolean} whether the language has the text
 */
export function has(key) {
  return lookUp(key) !== undefined;
}

function isPlural(found) {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}

function lookUp(key) {
  return key.split('.').reduce((branch, part) => branch?.[part], texts);
}

await addTexts((tag) => import(`./texts/${tag}.json`, { with: { type: 'json' } }));
