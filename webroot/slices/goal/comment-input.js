/**
 * @param {import('contract').Comment} comment
 * @returns {string} the status or percentage that it sets or proposes, as the form has it; empty for none
 */
export const updateOf = ({ status, progress }) => String(status ?? progress ?? '');

/**
 * A comment as the service takes it. An update that is in force stays as it is, whatever the form was filled with before
 * somebody accepted it.
 *
 * @param {{text: string, update: string}} values of the form
 * @param {boolean} isOfActivity
 * @param {import('contract').Comment|null} comment the one to change; null for a new one
 */
export function commentInput({ text, update }, isOfActivity, comment) {
  const value = comment?.accepted ? updateOf(comment) : update;
  const part = value === '' ? {} : isOfActivity ? { status: value } : { progress: Number(value) };
  return { text: text.trim(), ...part };
}
