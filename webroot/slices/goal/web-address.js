/**
 * @param {string} text
 * @returns {boolean} whether it is an address of a web page, and nothing else
 */
export function isWebAddress(text) {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
