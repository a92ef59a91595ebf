import { t } from './i18n.js';

const BROWSERS = [[/Edg(e|A|iOS)?\//, 'Edge'], [/SamsungBrowser/, 'Samsung Internet'], [/OPR\//, 'Opera'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari']];
const SYSTEMS = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']];

/**
 * @param {string|null|undefined} userAgent
 * @returns {string} as people say it: `Chrome på Windows`
 */
export function device(userAgent) {
  const find = (known) => known.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser && system) return t('profile.device', { browser, system });
  return browser ?? system ?? t('profile.unknownDevice');
}
