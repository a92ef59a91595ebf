/**
 * What saves in the background in several parts of a page, as one.
 *
 * @param {(import('../core/element.js').Autosave|null|undefined)[]} parts those that aren't there are left out
 * @returns {import('../core/element.js').Autosave}
 */
export function together(parts) {
  const present = parts.filter(Boolean);
  return {
    hasUnsavedChanges: present.some((part) => part.hasUnsavedChanges),
    blocksUnload: present.some((part) => part.blocksUnload),
    flush: async () => void (await Promise.all(present.map((part) => part.flush()))),
  };
}
