import { api } from '../core/api.js';

/**
 * What a form has been changed to. `values` holds only the changed fields, `base` what they were on the server, `version`
 * the resource's version then; `all` holds all fields.
 *
 * @typedef {{values: Record<string, any>, base: Record<string, any>, version?: number, all?: any}} DraftContent
 */

/**
 * Where a form's draft is kept. `load` rejects when it can't be told whether there is a draft: that isn't "none".
 * A store whose draft is itself the resource that the form edits (a message) has `adopt`: then the draft isn't deleted when
 * the form is saved. A save that is rejected with 409 `version.stale` and `current` becomes a choice between both versions.
 *
 * @typedef {object} DraftStore
 * @property {() => Promise<DraftContent|null>} [load] without it, there is nothing to restore
 * @property {(content: DraftContent, options: {keepalive: boolean}) => Promise<void>} save
 * @property {() => Promise<void>} discard may reject: then the draft is kept, and the form says why
 * @property {(content: DraftContent) => Promise<any>} [restore] stores a discarded draft again, everything that belongs to it
 *     included; `save` by default
 * @property {(current: any) => void} [adopt] goes on from the version that the server has
 * @property {(content: DraftContent, options?: {keepalive: boolean}) => Promise<void>} [saveCopy] keeps the content beside the
 *     server's version, when the page is left without a choice between them, or closed while another save is under way
 */

/**
 * The usual store: `/me/drafts/{key}` (LOGIN-7).
 *
 * @param {string} key identifies the form; ids only, no names
 * @returns {DraftStore}
 */
export function serverDraft(key) {
  const path = `/me/drafts/${key}`;
  return {
    load: async () => {
      const stored = await api.get(path, { background: true }).catch(noneIfNotFound);
      return stored?.content?.values ? stored.content : null;
    },
    save: ({ values, base, version }, options) => api.put(path, { content: { values, base, version } }, options),
    // A draft left behind does no harm: it is shown as restored, and can be discarded.
    discard: () => api.delete(path).catch(() => undefined),
  };
}

function noneIfNotFound(problem) {
  if (problem.status === 404) return null;
  throw problem;
}
