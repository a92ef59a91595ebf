import { html } from 'lit';
import { SamklangElement } from './element.js';
import { t } from './i18n.js';
import { languageItems } from './language-items.js';
import { pageLanguage } from './language.js';
import { icon } from '../design/icon.js';
import '../design/menu-button.js';

/** The choice of a language in the header (LANG-1). Event: `choose-language` with its tag. */
class LanguageMenu extends SamklangElement {
  render() {
    const label = html`${icon('translate')}<span class="tool-name" aria-hidden="true">${pageLanguage().toUpperCase()}</span>`;
    return html`<menu-button id="language-menu" .label=${label} .name=${t('app.language')}
      .content=${() => html`<ul class="list-plain">${languageItems()}</ul>`}></menu-button>`;
  }
}

customElements.define('language-menu', LanguageMenu);
