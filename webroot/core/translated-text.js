/**
 * Browsers' translation (Google Translate in Chrome) puts each text into `<font>` elements in place of its text node. Lit keeps
 * the place of a text and writes the `data` of the node that it finds there: on a `<font>` that would change nothing, and the
 * page would show the old text for ever. Here it replaces the translated text, which the browser then translates anew.
 */
Object.defineProperty(HTMLFontElement.prototype, 'data', {
  configurable: true,
  /** @param {unknown} text */
  set(text) {
    this.textContent = String(text ?? '');
  },
});
