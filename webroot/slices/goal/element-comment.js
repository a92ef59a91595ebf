import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { formatMoment } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { avatar } from '../person/avatar.js';
import { attempt, deleteWithUndo } from './element-actions.js';
import { plainText } from './plain-text.js';
import './texts.js';

/**
 * A comment: its author, time, text, and the status or percentage that it sets or proposes (GOAL-4). Events: `comment-edit` and
 * `comment-deleted` with its id, `comment-saved` with the comment.
 */
class ElementComment extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    comment: { attribute: false },
    home: { attribute: false },
    canWrite: { attribute: false },
  };

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').Comment} */
    this.comment = null;
    /** @type {import('contract').PlanHome} */
    this.home = null;
    this.canWrite = false;
  }

  get #path() {
    return `/plans/${this.planId}/comments/${this.comment.id}`;
  }

  async #accept() {
    await attempt(async () => {
      this.emit('comment-saved', await api.post(`${this.#path}/accept`, undefined, { version: this.comment.version }));
      notify(t('comments.acceptedNow'));
    });
  }

  async #delete() {
    await attempt(async () => {
      await deleteWithUndo(this.planId, this.#path, this.comment.version, t('comments.deleted'));
      this.emit('comment-deleted', { id: this.comment.id });
    });
  }

  render() {
    const { comment, home } = this;
    const { author } = comment;
    const person = home.participants.find(({ participantId }) => participantId === author.participantId);
    const isMine = author.participantId === home.me.participantId;
    return html`<article class="comment" aria-label=${t('comments.by', { name: author.name })}>
      ${avatar({ ...author, pictureVersion: person?.pictureVersion })}
      <div class="comment-content">
        <p class="comment-head"><bdi class="comment-author">${author.name}</bdi>
          <span class="muted">${formatMoment(comment.createdAt)}${comment.editedAt ? ` · ${t('comments.edited')}` : ''}</span></p>
        ${this.#update()} ${comment.text ? plainText(comment.text) : nothing}
        ${isMine && home.myRights.comment ? html`<p class="comment-actions">
          <button type="button" class="button button-link"
            @click=${() => this.emit('comment-edit', { id: comment.id })}>${t('comments.edit')}</button>
          <button type="button" class="button button-link" @click=${this.#delete}>${t('comments.delete')}</button>
        </p>` : nothing}
      </div>
    </article>`;
  }

  #update() {
    const { status, progress, accepted } = this.comment;
    if (status === null && progress === null) return nothing;
    const to = status ? t(`activityStatus.${status}`) : t('goals.percent', { n: progress });
    const text = t(accepted ? 'comments.set' : 'comments.proposes', { to });
    return html`<p class="comment-update">${icon(accepted ? 'check2-circle' : 'question-circle')} ${text}
      ${!accepted && this.canWrite && this.home.myRights.comment
        ? html`<button type="button" class="button button-quiet" @click=${this.#accept}>${t('comments.accept')}</button>` : nothing}</p>`;
  }
}

customElements.define('element-comment', ElementComment);
