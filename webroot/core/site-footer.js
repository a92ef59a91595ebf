import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { EventController } from './event-controller.js';
import { t } from './i18n.js';
import { hasUnseenNews } from '../slices/help/latest-news.js';

/** The footer of all pages (HELP-3). A quiet mark says that there is news. */
class SiteFooter extends SamklangElement {
  constructor() {
    super();
    new EventController(this, document, { 'news-seen': () => this.requestUpdate() });
  }

  render() {
    return html`<footer class="site-footer">
      <nav aria-label=${t('app.footer')}>
        <a href="/hjelp">${t('app.helpAndContact')}</a>
        <a href="/opplaering">${t('app.lessons')}</a>
        <a href="/nytt">${t('app.whatsNew')}${hasUnseenNews()
          ? html` <span class="news-mark"></span><span class="visually-hidden">${t('app.unseenNews')}</span>` : nothing}</a>
        <a href="/tilgjengelighet">${t('app.accessibility')}</a>
        <a href="/personvern">${t('app.privacy')}</a>
      </nav>
    </footer>`;
  }
}

customElements.define('site-footer', SiteFooter);
