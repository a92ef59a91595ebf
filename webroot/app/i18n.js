/** The texts of the pages. One JSON file a language in /i18n, keys by page. */

const LOCALES = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

let texts = {};
let language = 'nb';
let plurals = new Intl.PluralRules(LOCALES.nb);

/**
 * Loads a language and makes it the language of the document.
 *
 * @param {'nb'|'nn'|'en'} wanted
 */
export async function loadLanguage(wanted) {
  const answer = await fetch(`/i18n/${wanted}.json`);
  if (!answer.ok) throw new Error(`no texts for ${wanted}: ${answer.status}`);
  texts = await answer.json();
  language = wanted;
  plurals = new Intl.PluralRules(locale());
  document.documentElement.lang = wanted;
}

/** @returns {string} the BCP 47 name to give to `Intl` */
export function locale() {
  return LOCALES[language];
}

/**
 * The text of a key, with `{name}` filled in. A text in several numbers is an object with `one` and `other`, chosen by `n`.
 *
 * @param {string} key as `login.title`
 * @param {Record<string, string|number>} [values]
 * @returns {string} the key itself when there is no such text
 */
export function t(key, values = {}) {
  const found = lookUp(key);
  const text = typeof found === 'object' && found !== null ? found[plurals.select(values.n ?? 0)] : found;
  if (typeof text !== 'string') return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {string} key @returns {boolean} whether the language has the text */
export function has(key) {
  return lookUp(key) !== undefined;
}

function lookUp(key) {
  return key.split('.').reduce((branch, part) => branch?.[part], texts);
}
