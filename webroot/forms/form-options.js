/**
 * What a form is, for its FormController.
 *
 * @typedef {object} FormOptions
 * @property {string} [key] keeps a draft at `/me/drafts/{key}`; ids only, no names
 * @property {import('./server-draft.js').DraftStore} [draft] keeps the draft elsewhere; without `key` and `draft` none is kept
 * @property {(resource: any) => any} [valuesOf] the form's values in a resource; the resource itself by default
 * @property {(resource: any) => number|undefined} [versionOf]
 * @property {boolean} [alwaysConfirmConflicts] whether a conflict is shown also when only other fields have changed
 * @property {(values: any) => Record<string, string>} [validate] errors by field: codes of `fieldError`, or keys of texts
 * @property {(values: any, context: {version?: number, idempotencyKey: string}) => Promise<any>} send saves the form; resolves
 *     with the resource as it is now, if it has one
 * @property {(answer: any) => void} [onSaved] after it was saved, and also when the version of the server is used
 * @property {string|((answer: any) => string)} [savedText] spoken after it was saved
 * @property {(problem: import('../core/problem.js').Problem) => boolean|void} [onRefused] true when the page shows the problem
 * @property {(answer: any) => void} [onRestored] after a discarded draft was brought back by Angre, also when the page has been
 *     left; the answer is what the draft's store resolved with
 * @property {(field: string) => string} [fieldOf] the path in the values of a field that the server names
 */

/**
 * The choice between two versions of a form's values.
 *
 * @typedef {object} Conflict
 * @property {'restored'|'stored'|'saved'|'autosaved'} origin an old draft; a draft that was found late; a refused save; a draft
 *     that was saved elsewhere meanwhile
 * @property {any} other the other values
 * @property {any} resource the resource that has them; null when they are those of a draft
 */

/**
 * @param {FormOptions} options
 * @returns {FormOptions} with the defaults
 */
export function withDefaults(options) {
  return { valuesOf: (resource) => resource, versionOf: (resource) => resource?.version, fieldOf: (field) => field, validate: () => ({}),
    ...options };
}
