import { html } from 'lit';
import { Page } from '../../core/element.js';
import { locale, t } from '../../core/i18n.js';
import { pageViews } from '../../design/page-views.js';
import { ContentController } from './content-controller.js';
import { loadArticles } from './help-content.js';
import { articlePath, contentsPath, indexPath, planIdOf } from './help-paths.js';
import './texts.js';

/** The index of the help, A to Å (HELP-1). */
class HelpIndexPage extends Page {
  #articles = new ContentController(this, loadArticles);

  render() {
    const planId = planIdOf(this.query);
    return this.#articles.render((articles) => html`<section class="page page-reading">
      <h1>${t('help.indexHeading')}</h1>
      <p class="lead">${t('help.indexLead')}</p>
      ${pageViews(t('help.views'), [
        { href: contentsPath(planId), text: t('help.contents'), isCurrent: false },
        { href: indexPath(planId), text: t('help.index'), isCurrent: true },
      ])}
      ${entriesByLetter(articles).map(([letter, entries]) => html`<h2>${letter}</h2>
        <ul class="list-plain">${entries.map(({ word, topic }) => html`<li>
          <a class="standalone-link" href=${articlePath(topic, planId)}>${word}</a></li>`)}</ul>`)}
    </section>`);
  }
}

// by letter, in the order of the language's alphabet
function entriesByLetter(articles) {
  const collator = new Intl.Collator(locale());
  const entries = Object.entries(articles)
    .flatMap(([topic, { words }]) => words.map((word) => ({ word, topic })))
    .sort((a, b) => collator.compare(a.word, b.word));
  const letters = new Map();
  for (const entry of entries) {
    const letter = entry.word[0].toLocaleUpperCase(locale());
    letters.set(letter, [...(letters.get(letter) ?? []), entry]);
  }
  return [...letters];
}

customElements.define('page-help-index', HelpIndexPage);
