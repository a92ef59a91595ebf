import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { PictureUpload } from '../../forms/picture-upload.js';
import { upload } from '../../forms/upload.js';
import { goalPicture } from './goal-picture.js';
import './texts.js';

/**
 * The picture that symbolises a goal (GOAL-2). When somebody else has changed it meanwhile, both are shown before it is saved
 * (GOAL-8). Event: `element-changed` with the goal.
 */
class GoalPictureUpload extends PictureUpload {
  static properties = { planId: { attribute: false }, goal: { attribute: false }, isOvertaken: { state: true } };

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').Goal} */
    this.goal = null;
    this.isOvertaken = false;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    const before = changed.get('goal');
    if (before && before.pictureVersion !== this.goal.pictureVersion) this.isOvertaken = true;
    if (!this.chosen) this.isOvertaken = false;
  }

  get hasPicture() {
    return this.goal.pictureVersion !== null;
  }

  get currentPicture() {
    return goalPicture(this.planId, this.goal);
  }

  get textKeys() {
    return { hint: 'goalPicture.hint', removeWhat: 'goalPicture.removeWhat' };
  }

  /** @param {string} address */
  previewOf(address) {
    return html`<img class="goal-picture" src=${address} alt=${t('picture.preview')}> ${this.isOvertaken ? this.#theirs() : nothing}`;
  }

  #theirs() {
    return html`<figure><figcaption>${t('goalPicture.now')}</figcaption>${this.hasPicture
      ? this.currentPicture : html`<p class="muted">${t('goalPicture.none')}</p>`}</figure>`;
  }

  /** @param {Blob} picture */
  async sendPicture(picture) {
    await this.#change((version) => upload(this.path, picture, { version }));
  }

  async deletePicture() {
    await this.#change((version) => api.delete(this.path, { version }));
  }

  // a change of something else than the picture is no conflict
  async #change(send) {
    const { goal } = this;
    try {
      this.emit('element-changed', await send(goal.version));
    } catch (problem) {
      const { current } = problem;
      if (problem.code !== 'version.stale' || !current) throw problem;
      if (current.pictureVersion !== goal.pictureVersion) {
        this.emit('element-changed', current);
        throw problem;
      }
      this.emit('element-changed', await send(current.version));
    }
  }
}

customElements.define('goal-picture-upload', GoalPictureUpload);
