import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { agree, attempt, deleteWithUndo, elementApi, setHistory } from './element-actions.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/**
 * The actions on a goal or an activity: change, agree, history, delete, each for those who may. Moving to history and deleting ask
 * first (GOAL-6, GOAL-7). Events: `element-changed` with the element, `element-deleted` with its id.
 */
class ElementMenu extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    element: { attribute: false },
    kind: { attribute: false },
    canWrite: { attribute: false },
    canMove: { attribute: false },
    canTakeBack: { attribute: false },
    canAgree: { attribute: false },
    editHref: { attribute: false },
    pictureHref: { attribute: false },
    asked: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.planId = '';
    /** @type {any} */
    this.element = null;
    /** @type {'goal'|'activity'} */
    this.kind = 'goal';
    this.canWrite = false;
    /** Whether the user may move it to history, or delete it. */
    this.canMove = false;
    /** Whether it can be taken back from history. */
    this.canTakeBack = true;
    this.canAgree = false;
    this.editHref = '';
    /** Of a goal only: activities have no picture. */
    this.pictureHref = '';
    /** @type {''|'history'|'delete'} the question that is open */
    this.asked = '';
    this.busy = false;
  }

  async #agree() {
    await attempt(async () => {
      this.emit('element-changed', await agree(this.planId, this.element));
      notify(t('agreement.done'));
    });
    await focusAfter(this, 'a', 'button');
  }

  // a frame of the change may have removed this menu before the answer comes
  #leave(place) {
    const detail = { id: this.element.id };
    place?.dispatchEvent(new CustomEvent('element-deleted', { detail, bubbles: true }));
  }

  async #setHistory(history) {
    const place = this.closest('.goals-opened');
    this.busy = true;
    await attempt(async () => {
      await setHistory(this.planId, this.element, history);
      notify(t(history ? `${this.kind}.movedToHistory` : `${this.kind}.movedBack`));
      this.#leave(place);
    });
    Object.assign(this, { busy: false, asked: '' });
  }

  async #delete() {
    const { planId, element, kind } = this;
    const place = this.closest('.goals-opened');
    this.busy = true;
    await attempt(async () => {
      await deleteWithUndo(planId, elementApi(planId, element), element.version, t(`${kind}.deleted`));
      this.#leave(place);
    });
    Object.assign(this, { busy: false, asked: '' });
  }

  async #close() {
    const id = this.asked;
    this.asked = '';
    await focusAfter(this, `#${id}-button`);
  }

  render() {
    const { canWrite, canAgree, element } = this;
    const isOpen = element.agreed === 'PROPOSED' || element.changedSinceAgreed;
    if (!canWrite && !(canAgree && isOpen)) return nothing;
    return html`<p class="actions element-menu">
      ${canAgree && isOpen ? html`<button type="button" class="button button-primary" @click=${this.#agree}>${icon(
        'check-lg')} ${t('agreement.agree')}</button>` : nothing}
      ${canWrite ? html`<a class="button button-quiet" href=${this.editHref}>${icon('pencil')} ${t('goals.change')}</a>` : nothing}
      ${canWrite && this.pictureHref ? html`<a class="button button-quiet" href=${this.pictureHref}>${icon('image')}
        ${t(element.pictureVersion === null ? 'goalPicture.add' : 'goalPicture.change')}</a>` : nothing}
      ${this.canMove ? this.#historyButton() : nothing}
      ${this.canMove ? html`<button type="button" id="delete-button" class="button button-danger" @click=${() => (this.asked =
        'delete')}>${icon('trash')} ${t('goals.delete')}</button>` : nothing}
    </p>
    ${this.asked ? this.#question() : nothing}`;
  }

  #historyButton() {
    if (this.element.inHistory && !this.canTakeBack) return nothing;
    return this.element.inHistory
      ? html`<button type="button" class="button button-quiet" @click=${() => this.#setHistory(false)}>${icon(
        'arrow-counterclockwise')} ${t('goals.fromHistory')}</button>`
      : html`<button type="button" id="history-button" class="button button-quiet" @click=${() => (this.asked = 'history')}>${icon(
        'clock-history')} ${t('goals.toHistory')}</button>`;
  }

  #question() {
    const isDelete = this.asked === 'delete';
    const what = isDelete ? `${this.kind}.deleteWhat` : `${this.kind}.historyWhat`;
    return html`<confirm-dialog
      .heading=${t(isDelete ? `${this.kind}.deleteHeading` : `${this.kind}.historyHeading`)}
      .content=${html`<p><strong dir="auto">${this.element.title}</strong></p><p>${t(what)}</p>`}
      .yes=${t(isDelete ? 'goals.delete' : 'goals.toHistory')} ?harmless=${!isDelete} .busy=${this.busy}
      @confirmed=${() => (isDelete ? this.#delete() : this.#setHistory(true))} @cancelled=${this.#close}
    ></confirm-dialog>`;
  }
}

customElements.define('element-menu', ElementMenu);
