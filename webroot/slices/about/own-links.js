import { isWebAddress } from '../goal/web-address.js';

const WITHOUT_SCHEME = /^[\p{L}\d-]+(\.[\p{L}\d-]+)+([/?#].*)?$/u;

/** @typedef {{title: string, url: string}} Link */

/**
 * @param {Link[]} links of the form
 * @returns {Link[]} those that aren't empty, as they are sent: what is written as `nrk.no` gets `https`
 */
export function linksOf(links) {
  return links.map(({ title, url }) => ({ title: title.trim(), url: address(url) })).filter(({ title, url }) => title || url);
}

/**
 * @param {string} url
 * @returns {string}
 */
function address(url) {
  const trimmed = url.trim();
  return WITHOUT_SCHEME.test(trimmed) ? `https://${trimmed}` : trimmed;
}

/**
 * @param {Link[]} links
 * @returns {Record<string, string>} errors by the field's path
 */
export function linkErrors(links) {
  /** @type {Record<string, string>} */
  const errors = {};
  links.forEach(({ title, url }, index) => {
    if (!title.trim() && !url.trim()) return;
    if (!title.trim()) errors[`links.${index}.title`] = 'required';
    if (!url.trim()) errors[`links.${index}.url`] = 'required';
    else if (!isWebAddress(address(url))) errors[`links.${index}.url`] = 'link.invalid';
  });
  return errors;
}
