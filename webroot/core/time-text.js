/** Times of day as people write them. */

const FORM = /^(?:kl\.?\s*)?(\d{1,2})(?:[.:, ]?(\d{2}))?$/i;

/**
 * Reads `9`, `9.30`, `09:30`, `930` and `kl. 9.30`.
 *
 * @param {string} text
 * @returns {string|null} `09:30`; null when it is no time
 */
export function parseTime(text) {
  const [, hour, minute = '00'] = FORM.exec(text.trim()) ?? [];
  return hour && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : null;
}

/**
 * @param {string} time `09:30`
 * @param {string} separator of the page's language
 * @returns {string} `09.30`
 */
export const writeTime = (time, separator) => time.replace(':', separator);
