import { html } from 'lit';
import { SamklangElement } from '../app/element.js';
import { t } from '../app/i18n.js';

/** The foot of every page (HELP-3). */
class SiteFooter extends SamklangElement {
  render() {
    return html`<footer class="site-footer">
      <nav aria-label=${t('frame.footer')}>
        <a href="/hjelp">${t('frame.helpAndContact')}</a>
        <a href="/personvern">${t('frame.privacy')}</a>
      </nav>
    </footer>`;
  }
}

customElements.define('site-footer', SiteFooter);
