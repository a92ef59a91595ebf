import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { t } from '../core/i18n.js';
import { PictureUpload } from './picture-upload.js';
import { upload } from './upload.js';

/**
 * A picture of something with versions, its `resource` (`version`, `pictureVersion`). When somebody else has changed the picture
 * meanwhile, both are shown before it is saved (GOAL-8). Event: `element-changed` with the resource.
 */
export class VersionedPictureUpload extends PictureUpload {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = { planId: { attribute: false }, resource: { attribute: false }, isOvertaken: { state: true } };

  constructor() {
    super();
    this.planId = '';
    /** @type {any} */
    this.resource = null;
    this.isOvertaken = false;
  }

  /** @returns {{hint: string, removeWhat: string, now: string, none: string}} the keys of the other's picture too */
  get textKeys() {
    throw new Error('What a picture is for, the element says that extends this one');
  }

  /** @returns {string} of the picture */
  get pictureClass() {
    return '';
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    const before = changed.get('resource');
    if (before && before.pictureVersion !== this.resource.pictureVersion) this.isOvertaken = true;
    if (!this.chosen) this.isOvertaken = false;
  }

  get hasPicture() {
    return this.resource.pictureVersion !== null;
  }

  /** @param {string} address */
  previewOf(address) {
    return html`<img class=${this.pictureClass} src=${address} alt=${t('picture.preview')}> ${this.isOvertaken ? this.#theirs() : nothing}`;
  }

  #theirs() {
    return html`<figure><figcaption>${t(this.textKeys.now)}</figcaption>${this.hasPicture
      ? this.currentPicture : html`<p class="muted">${t(this.textKeys.none)}</p>`}</figure>`;
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
    const { resource } = this;
    try {
      this.emit('element-changed', await send(resource.version));
    } catch (problem) {
      const { current } = problem;
      if (problem.code !== 'version.stale' || !current) throw problem;
      if (current.pictureVersion !== resource.pictureVersion) {
        this.emit('element-changed', current);
        throw problem;
      }
      this.emit('element-changed', await send(current.version));
    }
  }
}
