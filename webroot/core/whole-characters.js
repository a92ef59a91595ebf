/** Cutting of text between characters as readers see them: an emoji or a letter with its accents is never halved. */

/** @type {Intl.Segmenter|null} made when needed: that takes longer than all else that this module's importers do at first */
let segmenter = null;

/**
 * @param {string} text
 * @param {number} max in UTF-16 code units
 * @returns {string} the whole characters at its beginning that fit
 */
export function cutText(text, max) {
  if (text.length <= max) return text;
  return text.slice(0, characters(text).containing(max)?.index);
}

/**
 * @param {string} text
 * @returns {string} its first character; empty when there is none
 */
export function firstCharacter(text) {
  return characters(text).containing(0)?.segment ?? '';
}

function characters(text) {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}
