import { t } from '../../core/i18n.js';
import './texts.js';

const BROWSERS = [[/Edg(e|A|iOS)?\//, 'Edge'], [/SamsungBrowser/, 'Samsung Internet'], [/OPR\//, 'Opera'], [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari']];
const SYSTEMS = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS/, 'Mac'],
  [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']];

/**
 * @param {string|null|undefined} userAgent
 * @returns {string} browser and system, as `Chrome på Windows`
 */
export function deviceName(userAgent) {
  const find = (known) => known.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser && system) return t('profile.device', { browser, system });
  return browser ?? system ?? t('profile.unknownDevice');
}
