import { html, nothing } from 'lit';
import { joined } from './help-content.js';

const PICTURE_WIDTH = 360;
const PICTURE_HEIGHT = 560;

/**
 * The paragraphs, numbered steps and picture of an article or a lesson.
 *
 * @param {import('./help-content.js').Article | import('./help-content.js').Lesson} content
 * @param {string|null} picture its name
 */
export function contentParts(content, picture) {
  return html`<div class="prose help-text">
    ${paragraphs(content.text)}
    ${content.steps ? html`<ol>${content.steps.map((step) => html`<li>${joined(step)}</li>`)}</ol>` : nothing}
    ${paragraphs(content.more ?? [])}
  </div>
  ${picture ? html`<figure class="help-picture"><img src="/slices/help/pictures/${picture}.webp" alt=${content.picture}
    width=${PICTURE_WIDTH} height=${PICTURE_HEIGHT} loading="lazy"></figure>` : nothing}`;
}

/** @param {import('./help-content.js').Text[]} texts */
export function paragraphs(texts) {
  return texts.map((text) => html`<p>${joined(text)}</p>`);
}
