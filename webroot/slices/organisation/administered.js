/** The organisations that one administers, as a tree (ORG-1). */

import { api } from '../../core/api.js';

/** @typedef {import('contract').Organisation} Organisation */

/** @returns {Promise<Organisation[]>} those that the user administers */
export async function administeredOrganisations() {
  const { items } = await api.get('/organisations');
  return items.filter(({ mayAdminister }) => mayAdminister);
}

/**
 * @param {Organisation[]} items
 * @returns {Organisation[]} those with none above them among the items
 */
export function roots(items) {
  const ids = new Set(items.map(({ id }) => id));
  return items.filter(({ parentId }) => !parentId || !ids.has(parentId));
}

/**
 * @param {Organisation[]} items
 * @param {string} id
 * @returns {Organisation[]} those right below it
 */
export function below(items, id) {
  return items.filter(({ parentId }) => parentId === id);
}

/**
 * @param {Organisation[]} items
 * @param {string} id
 * @returns {Set<string>} its id and those of all below it
 */
export function withAllBelow(items, id) {
  return new Set([id, ...below(items, id).flatMap((unit) => [...withAllBelow(items, unit.id)])]);
}

/**
 * @param {string} id of an organisation
 * @param {string} [more] what follows it
 * @returns {string} the address of its page
 */
export const unitPath = (id, more = '') => `/virksomhet/enheter/${id}${more}`;
