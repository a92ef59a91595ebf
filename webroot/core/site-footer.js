import { html } from 'lit';
import { SamklangElement } from './element.js';
import { t } from './i18n.js';

/** The footer of all pages (HELP-3). */
class SiteFooter extends SamklangElement {
  render() {
    return html`<footer class="site-footer">
      <nav aria-label=${t('app.footer')}>
        <a href="/hjelp">${t('app.helpAndContact')}</a>
        <a href="/personvern">${t('app.privacy')}</a>
      </nav>
    </footer>`;
  }
}

customElements.define('site-footer', SiteFooter);
