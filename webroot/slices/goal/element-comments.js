import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { coalesce } from '../../core/coalesce.js';
import { connection } from '../../core/connection.js';
import { EventController } from '../../core/event-controller.js';
import { focusAfter } from '../../core/focus.js';
import { live } from '../../core/live.js';
import { t } from '../../core/i18n.js';
import { explain } from '../../core/problem.js';
import { formError } from '../../forms/field.js';
import { together } from '../../forms/together.js';
import { elementApi } from './element-actions.js';
import './comment-form.js';
import './element-comment.js';
import './texts.js';

const PAGE = 50;

/**
 * The comments on a goal or an activity, oldest first, with the field for a new one under them (GOAL-4). New ones from others
 * appear at the end, so that nothing above moves.
 */
class ElementComments extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    element: { attribute: false },
    home: { attribute: false },
    canWrite: { attribute: false },
    comments: { state: true },
    next: { state: true },
    failure: { state: true },
    editing: { state: true },
  };

  #refresh = coalesce(() => this.#load(true));

  constructor() {
    super();
    this.planId = '';
    /** @type {any} a goal or an activity */
    this.element = null;
    /** @type {import('contract').PlanHome} */
    this.home = null;
    this.canWrite = false;
    /** @type {import('contract').Comment[]|null} newest first, null until they are loaded */
    this.comments = null;
    /** @type {string|undefined} the cursor of earlier ones */
    this.next = undefined;
    this.failure = '';
    /** The id of the comment that is being changed. */
    this.editing = '';
    const isHere = ({ detail }) => detail.planId === this.planId && ['comments', 'goals', 'activities'].includes(detail.section);
    new EventController(this, live, { changed: (event) => isHere(event) && this.#refresh(), resync: this.#refresh });
    new EventController(this, connection, { change: ({ detail }) => !detail.lost && this.failure && this.#refresh() });
  }

  /** @returns {any[]} the field for a new comment, and that of one being changed */
  get #forms() {
    return [...this.querySelectorAll('comment-form')];
  }

  get autosave() {
    return together(this.#forms.map(({ autosave }) => autosave));
  }

  get unsavedText() {
    return this.#forms.map(({ unsavedText }) => unsavedText).filter(Boolean).join('\n\n');
  }

  // What is being written isn't taken away when it can't be sent any more: the answer says why.
  get #isWriting() {
    return this.#forms.some(({ comment, unsavedText }) => !comment && unsavedText !== '');
  }

  firstUpdated() {
    void this.#load(false);
  }

  get #path() {
    return `${elementApi(this.planId, this.element)}/comments`;
  }

  async #load(background) {
    try {
      const page = await api.get(`${this.#path}?limit=${PAGE}`, { background });
      const oldest = page.items.at(-1)?.createdAt ?? '';
      const earlier = page.next ? (this.comments ?? []).filter(({ createdAt }) => createdAt < oldest) : [];
      const next = earlier.length > 0 ? this.next : page.next;
      Object.assign(this, { comments: [...page.items, ...earlier], next, failure: '' });
    } catch (problem) {
      if (!background) this.failure = explain(problem);
    }
  }

  async #loadEarlier() {
    try {
      const page = await api.get(`${this.#path}?limit=${PAGE}&after=${this.next}`);
      Object.assign(this, { comments: [...this.comments, ...page.items], next: page.next, failure: '' });
    } catch (problem) {
      this.failure = explain(problem);
    }
  }

  async #retry() {
    await (this.comments ? this.#loadEarlier() : this.#load(false));
    await focusAfter(this, '#comments-retry', '#comments-heading');
  }

  // One that is new stands at the end, one that was changed where it was.
  #saved({ detail: comment }) {
    const isKnown = this.comments.some(({ id }) => id === comment.id);
    this.comments = isKnown ? this.comments.map((other) => (other.id === comment.id ? comment : other)) : [comment, ...this.comments];
    this.editing = '';
  }

  #deleted({ detail: { id } }) {
    this.comments = this.comments.filter((comment) => comment.id !== id);
  }

  render() {
    return html`<section class="comments" aria-labelledby="comments-heading" @comment-saved=${this.#saved} @comment-deleted=${this.#deleted}
      @comment-edit=${({ detail: { id } }) => (this.editing = id)}>
      <h2 id="comments-heading">${t('comments.heading')}</h2>
      ${formError(this.failure)}
      ${this.failure ? html`<p><button type="button" class="button button-quiet" id="comments-retry"
        @click=${this.#retry}>${t('problemPage.retry')}</button></p>` : nothing}
      ${this.next ? html`<button type="button" class="button button-link" @click=${this.#loadEarlier}>${t(
        'comments.earlier')}</button>` : nothing}
      ${this.comments?.length === 0 ? html`<p class="muted">${t('comments.none')}</p>` : nothing}
      <ol class="comment-list">${repeat([...(this.comments ?? [])].reverse(), ({ id }) => id,
        (comment) => html`<li>${this.#comment(comment)}</li>`)}</ol>
      ${this.comments && (this.#isWriting || (this.home.myRights.comment && !this.element.inHistory))
        ? html`<comment-form .planId=${this.planId} .element=${this.element} .home=${this.home} .canWrite=${this.canWrite}></comment-form>`
        : nothing}
    </section>`;
  }

  #comment(comment) {
    if (comment.id === this.editing) {
      return html`<comment-form .planId=${this.planId} .element=${this.element} .home=${this.home} .canWrite=${this.canWrite}
        .comment=${comment} @comment-cancelled=${() => (this.editing = '')}></comment-form>`;
    }
    return html`<element-comment .planId=${this.planId} .comment=${comment} .home=${this.home}
      .canWrite=${this.canWrite}></element-comment>`;
  }
}

customElements.define('element-comments', ElementComments);
