import { html, nothing } from 'lit';
import { languages, pageLanguage } from './language.js';
import { icon } from '../design/icon.js';

/**
 * The languages as items of a menu, each named in itself, so that it is found by who reads no other. Event: `choose-language`
 * with its tag.
 */
export function languageItems() {
  return languages().map(({ tag, name }) => html`<li><button
    type="button" lang=${tag} aria-current=${tag === pageLanguage() ? 'true' : nothing} @click=${(event) => choose(event.target, tag)}
  >${tag === pageLanguage() ? icon('check-lg') : html`<span class="menu-indent"></span>`} ${name}</button></li>`);
}

function choose(button, detail) {
  button.dispatchEvent(new CustomEvent('choose-language', { detail, bubbles: true, composed: true }));
}
