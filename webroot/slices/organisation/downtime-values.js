/** Announced downtime, as the form has it and as it is shown: in Norwegian time whatever zone the browser is in. */

import { formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import './texts.js';

const WALL_CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'short' });
const OFFSETS = ['+02:00', '+01:00'];

/** @returns {any} */
export function newDowntime() {
  return { fromDay: '', fromTime: '', untilDay: '', untilTime: '', text: '' };
}

/**
 * @param {any} values
 * @returns {Record<string, string>} errors by field
 */
export function validateDowntime(values) {
  const missing = Object.entries(values).filter(([, value]) => !value.trim());
  if (missing.length > 0) return Object.fromEntries(missing.map(([name]) => [name, 'required']));
  const { fromDay, fromTime, untilDay, untilTime } = values;
  return `${untilDay}T${untilTime}` > `${fromDay}T${fromTime}` ? {} : { untilTime: 'downtime.endsFirst' };
}

/** @param {any} values of the form */
export function downtimeInput({ fromDay, fromTime, untilDay, untilTime, text }) {
  return { startsAt: norwegianTime(fromDay, fromTime), endsAt: norwegianTime(untilDay, untilTime), text: text.trim() };
}

// of the two times in the hour that comes twice in autumn, the first
function norwegianTime(day, time) {
  const candidates = OFFSETS.map((offset) => `${day}T${time}:00${offset}`);
  return candidates.find((candidate) => WALL_CLOCK.format(new Date(candidate)) === `${day} ${time}`) ?? candidates[1];
}

/** @param {{startsAt: string, endsAt: string}} downtime */
export function periodText({ startsAt, endsAt }) {
  return t('downtime.period', { from: formatStamp(startsAt), until: formatStamp(endsAt) });
}
