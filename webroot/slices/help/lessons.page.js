import { html } from 'lit';
import { Page } from '../../core/element.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { ContentController } from './content-controller.js';
import { loadLessons } from './help-content.js';
import { doneLessons, lessons } from './lesson-progress.js';
import '../practice/practice-offer.js';
import './texts.js';

/** The e-learning, open to everybody (HELP-2). */
class LessonsPage extends Page {
  #texts = new ContentController(this, loadLessons);

  render() {
    const done = doneLessons();
    return this.#texts.render((texts) => html`<section class="page page-reading">
      <h1>${t('lesson.heading')}</h1>
      <p class="lead">${t('lesson.lead')}</p>
      <p>${t('lesson.progress', { done: done.length, of: lessons.length })}</p>
      <ol class="lesson-list">${lessons.map(({ id }) => html`<li>
        <a class="standalone-link" href="/opplaering/${id}">${texts[id].title}</a>
        ${done.includes(id) ? html`<span class="lesson-done">${icon('check-circle-fill')} ${t('lesson.done')}</span>` : ''}
      </li>`)}</ol>
      <p class="muted">${t('lesson.kept')}</p>
      ${session.me ? html`<practice-offer></practice-offer>` : html`<p>${t('practice.loggedOut')}</p>`}
      <p><a class="standalone-link" href="/hjelp">${t('lesson.toHelp')}</a></p>
    </section>`);
  }
}

customElements.define('page-lessons', LessonsPage);
