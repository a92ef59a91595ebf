import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import './texts.js';

/** What a print will hold (PRINT-1). Texts are shown as they are. */
class PrintPreview extends SamklangElement {
  static properties = { content: { attribute: false }, planId: { attribute: false } };

  constructor() {
    super();
    /** @type {import('contract').PrintContent|null} */
    this.content = null;
    this.planId = '';
  }

  render() {
    if (!this.content) return nothing;
    const { title, note, sections } = this.content;
    return html`<article class="print-preview" aria-labelledby="print-preview-title">
      <h2 id="print-preview-title" dir="auto" tabindex="-1">${title}</h2>
      <p class="muted">${note}</p>
      ${sections.map(({ heading: name, blocks }) => html`<section><h3>${name}</h3>
        ${blocks.length ? blocks.map((block) => this.#block(block)) : html`<p class="muted">${t('print.nothing')}</p>`}</section>`)}
    </article>`;
  }

  /** @param {import('contract').PrintBlock} block */
  #block(block) {
    switch (block.kind) {
      case 'HEADING': return heading(block);
      case 'FACTS': return facts(block.rows);
      case 'TABLE': return table(block);
      case 'PICTURE': return html`<img class="print-picture" src="/api/v1/plans/${this.planId}${block.url}" alt=${block.text}
        loading="lazy">`;
      default: return html`<p class="print-text" dir="auto">${block.text}</p>`;
    }
  }
}

/** @param {import('contract').PrintBlock} block */
function heading({ level, text }) {
  if (level === 3) return html`<h4 dir="auto">${text}</h4>`;
  return level === 4 ? html`<h5 dir="auto">${text}</h5>` : html`<h6 dir="auto">${text}</h6>`;
}

function facts(rows) {
  return html`<dl class="print-facts">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

/** @param {import('contract').PrintBlock} block */
function table({ head, rows }) {
  return html`<div class="print-table" role="region" tabindex="0" aria-label=${head.join(', ')}><table>
    <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td dir="auto">${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

customElements.define('print-preview', PrintPreview);
