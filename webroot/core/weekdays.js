/** The names of days in the page's language: browsers have no Nynorsk, and would show those of Bokmål. */

import { dateFormat } from './date-format.js';
import { t } from './i18n.js';

const STYLES = /** @type {const} */ (['long', 'short']);

/**
 * @param {string} text formatted by `Intl`, with a weekday or without
 * @param {Date} date in UTC
 * @returns {string} with the weekday as the texts have it
 */
export function withOwnWeekday(text, date) {
  for (const weekday of STYLES) {
    const name = dateFormat({ weekday, timeZone: 'UTC' }).format(date);
    if (text.includes(name)) return text.replace(name, t(`time.weekdays.${weekday}`).split(' ')[date.getUTCDay()]);
  }
  return text;
}
