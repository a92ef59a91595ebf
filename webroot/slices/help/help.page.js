import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { router } from '../../core/router.js';
import { pageViews } from '../../design/page-views.js';
import { textField } from '../../forms/field.js';
import { ContentController } from './content-controller.js';
import { loadArticles, sections, topicOf } from './help-content.js';
import { articlePath, contentsPath, indexPath, planIdOf } from './help-paths.js';
import { HelpSearch } from './help-search.js';
import './help-contact.js';
import './texts.js';

/** Help (HELP-1): contents and search. Opened from a page by "?", it goes on to the topic of that page. */
class HelpPage extends Page {
  static properties = { words: { state: true } };

  #articles = new ContentController(this, async () => {
    const articles = await loadArticles();
    return { articles, search: new HelpSearch(articles) };
  });

  constructor() {
    super();
    this.words = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const topic = topicOf(this.query.get('side'));
    if (topic) router.go(articlePath(topic, this.#planId), { replace: true });
  }

  get #planId() {
    return planIdOf(this.query);
  }

  render() {
    return this.#articles.render(({ articles, search }) => html`<section class="page page-reading">
      <h1>${t('help.heading')}</h1>
      <p class="lead">${t('help.lead')}</p>
      <form role="search" class="search-line" aria-label=${t('help.searchLabel')} @submit=${(event) => event.preventDefault()}>
        ${textField({ name: 'help-search', label: t('help.search'), hint: t('help.searchHint'), type: 'search', value: this.words,
          onInput: (value) => (this.words = value) })}
      </form>
      ${this.#hits(articles, search)}
      ${pageViews(t('help.views'), [
        { href: contentsPath(this.#planId), text: t('help.contents'), isCurrent: true },
        { href: indexPath(this.#planId), text: t('help.index'), isCurrent: false },
      ])}
      ${sections.map(({ id, topics }) => html`<details class="help-section">
        <summary>${t(`help.sections.${id}`)}</summary>
        <ul class="list-plain">${topics.map((topic) => this.#link(topic, articles))}</ul>
      </details>`)}
      <p><a class="standalone-link" href="/opplaering">${t('help.toLessons')}</a></p>
      <help-contact .planId=${this.#planId}></help-contact>
      <p class="aside">${t('help.makers')} <a href="/api">${t('help.contract')}</a></p>
    </section>`);
  }

  #hits(articles, search) {
    const isSearching = this.words.trim() !== '';
    const topics = isSearching ? search.find(this.words) : [];
    const said = topics.length > 0 ? t('help.found', { n: topics.length }) : t('help.foundNone');
    return html`<p class="search-found" role="status">${isSearching ? said : ''}</p>
      ${topics.length > 0 ? html`<ul class="list-plain" aria-label=${t('help.hits')}>
        ${topics.map((topic) => this.#link(topic, articles))}</ul>` : nothing}`;
  }

  #link(topic, articles) {
    return html`<li><a class="standalone-link" href=${articlePath(topic, this.#planId)}>${articles[topic].title}</a></li>`;
  }
}

customElements.define('page-help', HelpPage);
