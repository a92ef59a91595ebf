import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import './texts.js';

/** Parts of the API documentation page. The texts of the contract are English. */

/**
 * @param {string} text with `code` in it
 * @returns {unknown}
 */
export function english(text) {
  return html`<span lang="en">${text.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : part))}</span>`;
}

/**
 * @param {import('./openapi.js').Operation} operation
 * @returns {unknown}
 */
export function operationPart({ id, method, summary, isOpen, openIn, parameters, fields, answers }) {
  return html`<article class="operation panel" aria-labelledby=${id}>
    <h3 id=${id}><span class="method">${method}</span> ${english(summary)}</h3>
    <p class="muted">
      ${t(isOpen ? 'apiDocs.who.open' : 'apiDocs.who.session')} ${openIn.map((before) => t(`apiDocs.who.${before}`)).join(' ')}
    </p>
    ${parameters.length ? html`<h4>${t('apiDocs.parameters')}</h4>${fieldList(parameters)}` : nothing}
    ${fields.length ? html`<h4>${t('apiDocs.body')}</h4>${fieldList(fields)}` : nothing}
    <h4>${t('apiDocs.answers')}</h4>
    <dl class="fields">${answers.map(answerPart)}</dl>
  </article>`;
}

/**
 * @param {import('./openapi.js').Field[]} fields
 * @returns {unknown}
 */
export function fieldList(fields) {
  return html`<dl class="fields">
    ${fields.map(({ name, place, required, type, description }) => html`<div>
      <dt><code lang="en">${name}</code>${required ? html` <span class="required-mark">${t('apiDocs.required')}</span>` : nothing}</dt>
      <dd>${place ? html`<span class="muted">${t(`apiDocs.place.${place}`)}:</span> ` : nothing}${typePart(type)}${description
        ? html` – ${english(description)}` : nothing}</dd>
    </div>`)}
  </dl>`;
}

/**
 * @param {import('./openapi.js').Type} type
 * @returns {unknown}
 */
export function typePart({ text, ref, limits }) {
  return html`<span lang="en">${text}${ref ? html`<a href="#type-${ref}">${ref}</a>` : nothing}${limits ? `, ${limits}` : nothing}</span>`;
}

function answerPart({ statuses, description, type }) {
  return html`<div><dt>${statuses.join(', ')}</dt><dd>${english(description)}${type ? html`: ${typePart(type)}` : nothing}</dd></div>`;
}
