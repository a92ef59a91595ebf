import { html } from 'lit';
import { Page } from '../../core/element.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { ContentController } from './content-controller.js';
import { joined, loadNews } from './help-content.js';
import { newsSeen } from './latest-news.js';
import './texts.js';

/** What is new in the service, latest first (HELP-3). */
class WhatsNewPage extends Page {
  #news = new ContentController(this, async () => {
    const news = await loadNews();
    newsSeen();
    this.emit('news-seen');
    return news;
  });

  render() {
    return this.#news.render((news) => html`<section class="page page-reading prose">
      <h1>${t('whatsNew.heading')}</h1>
      <p class="lead">${t('whatsNew.lead')}</p>
      ${news.map(({ date, title, text }) => html`<h2>${title}</h2>
        <p class="muted"><time datetime=${date}>${formatDate(date)}</time></p>
        <p>${joined(text)}</p>`)}
    </section>`);
  }
}

customElements.define('page-whats-new', WhatsNewPage);
