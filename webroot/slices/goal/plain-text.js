import { html } from 'lit';
import { isWebAddress } from './web-address.js';

const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}])/u;
const LIST_ITEM = /^[-•–] +/u;

/**
 * What somebody has written, as paragraphs with line breaks, lists of lines that begin with `- `, and links that can be pressed.
 *
 * @param {string} text
 * @returns {unknown}
 */
export function plainText(text) {
  return html`<div class="plain-text" dir="auto">${blocks(text).map((block) => (block.list
    ? html`<ul>${block.lines.map((line) => html`<li>${linked(line)}</li>`)}</ul>`
    : html`<p>${block.lines.map((line, index) => html`${index > 0 ? html`<br>` : ''}${linked(line)}`)}</p>`))}</div>`;
}

/**
 * @param {string} text
 * @returns {{list: boolean, lines: string[]}[]} its paragraphs and lists
 */
export function blocks(text) {
  const found = [];
  /** @type {{list: boolean, lines: string[]}|null} */
  let last = null;
  for (const line of text.split(/\r?\n/u)) {
    const list = LIST_ITEM.test(line);
    if (line.trim() === '') {
      last = null;
    } else {
      if (last === null || last.list !== list) {
        last = { list, lines: [] };
        found.push(last);
      }
      last.lines.push(list ? line.replace(LIST_ITEM, '') : line);
    }
  }
  return found;
}

function linked(line) {
  return line.split(ADDRESS).map((part, index) => (index % 2 === 1 && isWebAddress(part)
    ? html`<a href=${part} rel="noopener noreferrer" target="_blank">${part}</a>` : part));
}
