import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { Problem } from '../../core/problem.js';
import { icon } from '../../design/icon.js';
import { radioField } from '../../forms/radio-field.js';
import { ContentController } from './content-controller.js';
import { contentParts } from './content-parts.js';
import { joined, loadLessons } from './help-content.js';
import { lessonDone, lessons } from './lesson-progress.js';
import './texts.js';

/** A lesson with a question at its end; the answer is explained (HELP-2). */
class LessonPage extends Page {
  static properties = { chosen: { state: true }, answered: { state: true } };

  #texts = new ContentController(this, async () => {
    const texts = await loadLessons();
    const { title } = texts[this.params.lesson] ?? {};
    if (title) document.title = `${title} – Samklang`;
    return texts;
  });

  constructor() {
    super();
    /** @type {number|null} */
    this.chosen = null;
    /** @type {number|null} */
    this.answered = null;
  }

  get titleKey() {
    return this.#texts.value?.[this.params.lesson] ? `lessonTitle.${this.params.lesson}` : null;
  }

  render() {
    return this.#texts.render((texts) => {
      const place = lessons.findIndex(({ id }) => id === this.params.lesson);
      if (place < 0) return html`<problem-page .problem=${new Problem(404, { code: 'not.found' })}></problem-page>`;
      const lesson = texts[this.params.lesson];
      return html`<section class="page page-reading">
        <p><a class="back" href="/opplaering">${icon('arrow-left')} ${t('lesson.back')}</a></p>
        <p class="muted">${t('lesson.place', { n: place + 1, of: lessons.length })}</p>
        <h1>${lesson.title}</h1>
        ${contentParts(lesson, lessons[place].picture)}
        ${this.#question(lesson, lessons[place].right)}
        ${this.#next(texts, place)}
      </section>`;
    });
  }

  #question(lesson, right) {
    return html`<form class="panel" @submit=${(event) => this.#answer(event, right)}>
      ${radioField({
        name: 'answer',
        label: joined(lesson.question),
        value: String(this.chosen),
        options: lesson.answers.map(({ text }, index) => ({ value: String(index), text })),
        onChange: (value) => (this.chosen = Number(value)),
      })}
      <p class="actions"><button class="button button-primary">${t('lesson.answer')}</button></p>
      <div role="status">${this.#explanation(lesson, right)}</div>
    </form>`;
  }

  #explanation(lesson, right) {
    if (this.answered === null) return nothing;
    if (this.answered < 0) return html`<p>${t('lesson.choose')}</p>`;
    const isRight = this.answered === right;
    return html`<p class="banner banner-info">${icon(isRight ? 'check-circle-fill' : 'info-circle-fill')}
      <span><strong>${t(isRight ? 'lesson.right' : 'lesson.wrong')}</strong> ${joined(lesson.answers[this.answered].why)}</span></p>`;
  }

  #answer(event, right) {
    event.preventDefault();
    this.answered = this.chosen ?? -1;
    if (this.answered === right) lessonDone(this.params.lesson);
  }

  #next(texts, place) {
    const next = lessons[place + 1];
    return html`<p><a class="standalone-link" href=${next ? `/opplaering/${next.id}` : '/opplaering'}>${next
      ? t('lesson.next', { title: texts[next.id].title }) : t('lesson.back')}</a></p>`;
  }
}

customElements.define('page-lesson', LessonPage);
