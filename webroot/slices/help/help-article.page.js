import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { Problem } from '../../core/problem.js';
import { icon } from '../../design/icon.js';
import { ContentController } from './content-controller.js';
import { contentParts } from './content-parts.js';
import { loadArticles, pictureOf, related } from './help-content.js';
import { articlePath, contentsPath, planIdOf } from './help-paths.js';
import './help-contact.js';
import './texts.js';

/** One topic of the help (HELP-1). */
class HelpArticlePage extends Page {
  #articles = new ContentController(this, async () => {
    const articles = await loadArticles();
    const { title } = articles[this.params.topic] ?? {};
    if (title) document.title = `${title} – Samklang`;
    return articles;
  });

  get titleKey() {
    return this.#articles.value?.[this.params.topic] ? `helpArticle.${this.params.topic}` : null;
  }

  render() {
    const planId = planIdOf(this.query);
    return this.#articles.render((articles) => {
      const article = articles[this.params.topic];
      if (!article) return html`<problem-page .problem=${new Problem(404, { code: 'not.found' })}></problem-page>`;
      const next = related(this.params.topic);
      return html`<section class="page page-reading">
        <p><a class="back" href=${contentsPath(planId)}>${icon('arrow-left')} ${t('help.toContents')}</a></p>
        <h1>${article.title}</h1>
        ${contentParts(article, pictureOf(this.params.topic))}
        ${next.length > 0 ? html`<section class="panel" aria-labelledby="help-related">
          <h2 id="help-related">${t('help.related')}</h2>
          <ul class="list-plain">${next.map((topic) => html`<li>
            <a class="standalone-link" href=${articlePath(topic, planId)}>${articles[topic].title}</a></li>`)}</ul>
        </section>` : nothing}
        <help-contact .planId=${planId}></help-contact>
      </section>`;
    });
  }
}

customElements.define('page-help-article', HelpArticlePage);
