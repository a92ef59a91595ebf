import { queryString } from '../../core/api.js';

/** Which messages the list shows, as the address says it; an opened message keeps it, so that the way back leads there (MSG-2). */

/** Folders of the API by their names in addresses. */
export const FOLDERS = { mottatt: 'RECEIVED', sendt: 'SENT', kladder: 'DRAFTS' };

/** Kinds of the API by their names in addresses. */
export const KINDS = { melding: 'MESSAGE', notat: 'NOTE', referat: 'MINUTES' };

export const NEWEST_FIRST = '-sentAt';

const SORTS = /^-?(sentAt|subject|from|to|kind|category|readAt)$/;

/**
 * @typedef {object} MessageView
 * @property {string} folder one of `FOLDERS`
 * @property {string} sort a column of the API, prefixed with `-` for descending
 * @property {string} kind one of `KINDS`, or an empty string for all
 */

/**
 * @param {URLSearchParams} query
 * @returns {MessageView}
 */
export function viewOf(query) {
  const [folder, sort, kind] = ['mappe', 'sorter', 'type'].map((name) => query.get(name) ?? '');
  return {
    folder: Object.hasOwn(FOLDERS, folder) ? folder : 'mottatt',
    sort: SORTS.test(sort) ? sort : NEWEST_FIRST,
    kind: Object.hasOwn(KINDS, kind) ? kind : '',
  };
}

/**
 * @param {string} planId
 * @param {MessageView} view
 * @param {string} [rest] of the path below the messages of the plan, as `/ny`
 * @param {Record<string, string>} [query] besides that of the view
 * @returns {string} an address that keeps the view
 */
export function messagePath(planId, view, rest = '', query = {}) {
  const shown = {
    mappe: view.folder === 'mottatt' ? '' : view.folder,
    type: view.kind,
    sorter: view.sort === NEWEST_FIRST ? '' : view.sort,
  };
  return `/planer/${planId}/meldinger${rest}${queryString({ ...shown, ...query })}`;
}
