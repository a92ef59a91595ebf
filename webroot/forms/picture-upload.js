import { html, nothing } from 'lit';
import { SamklangElement } from '../core/element.js';
import { api } from '../core/api.js';
import { notify } from '../core/notify.js';
import { explain } from '../core/problem.js';
import { t } from '../core/i18n.js';
import { icon } from '../design/icon.js';
import { formError } from './field.js';
import { typeOf } from './file-type.js';
import { scaledPicture } from './picture-scaling.js';
import { upload } from './upload.js';
import '../design/confirm-dialog.js';

const TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/heic', 'image/heif', '.heic'];

// formats that only some browsers open
const REFUSALS = { 'image/heic': 'picture.heic', 'image/webp': 'picture.webp', 'image/avif': 'picture.avif' };

/**
 * Chooses, previews, saves and removes a picture, which is scaled down before it is sent (PERSON-7, GOAL-2). An element for
 * one kind of picture extends it.
 */
export class PictureUpload extends SamklangElement {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    path: { attribute: false },
    chosen: { state: true },
    preview: { state: true },
    problem: { state: true },
    busy: { state: true },
    removing: { state: true },
  };

  constructor() {
    super();
    /** API path of the picture, as `/me/picture` */
    this.path = '';
    /** @type {Blob|null} the picture as it will be sent */
    this.chosen = null;
    this.preview = '';
    this.problem = '';
    this.busy = false;
    this.removing = false;
  }

  /** @returns {boolean} whether there is a picture now */
  get hasPicture() {
    return false;
  }

  /** @returns {unknown} the picture as it is now, or what is shown without one */
  get currentPicture() {
    return nothing;
  }

  /** @returns {{hint: string, removeWhat: string}} keys of texts: who sees it, and what is shown when it is removed */
  get textKeys() {
    throw new Error('What a picture is for, the element says that extends this one');
  }

  /**
   * @param {string} address of the chosen picture
   * @returns {unknown} it, as it will be shown
   */
  previewOf(address) {
    return html`<img src=${address} alt=${t('picture.preview')}>`;
  }

  /**
   * @param {Blob} picture to be saved
   * @returns {Promise<any>}
   */
  async sendPicture(picture) {
    return upload(this.path, picture);
  }

  /** @returns {Promise<any>} */
  async deletePicture() {
    return api.delete(this.path);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  #forget() {
    if (this.preview) URL.revokeObjectURL(this.preview);
    Object.assign(this, { chosen: null, preview: '' });
  }

  async #choose(input) {
    const [file] = input.files;
    input.value = '';
    this.#forget();
    this.problem = '';
    if (file) await this.#prepare(file);
  }

  async #prepare(file) {
    this.busy = true;
    const type = await typeOf(file).catch(() => '');
    try {
      const chosen = await scaledPicture(new Blob([file], { type }));
      Object.assign(this, { chosen, preview: URL.createObjectURL(chosen) });
    } catch {
      this.problem = t(REFUSALS[type] ?? (type.startsWith('image/') ? 'picture.unreadable' : 'picture.notPicture'));
    }
    this.busy = false;
    await this.#focus(this.chosen ? '.button-primary' : 'input');
  }

  async #focus(selector) {
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector(selector))?.focus();
  }

  async #cancel() {
    this.#forget();
    await this.#focus('input');
  }

  async #save() {
    await this.#do(async () => {
      await this.sendPicture(this.chosen);
      this.#done(t('picture.saved'));
    });
  }

  async #remove() {
    this.removing = false;
    await this.#do(async () => {
      await this.deletePicture();
      this.#done(t('picture.removed'));
    });
  }

  async #keep() {
    this.removing = false;
    await this.#focus('#remove-picture');
  }

  #done(text) {
    this.#forget();
    notify(text);
  }

  async #do(work) {
    Object.assign(this, { busy: true, problem: '' });
    try {
      await work();
    } catch (problem) {
      this.problem = problem.code === 'request.tooLarge' ? t('picture.tooLarge') : explain(problem);
    }
    this.busy = false;
    await this.#focus('input');
  }

  render() {
    return html`<div class="picture-upload">
      ${this.preview ? this.previewOf(this.preview) : this.currentPicture}
      <div>
        ${formError(this.problem)}
        ${this.chosen ? this.#confirmation() : this.#choices()}
      </div>
    </div>`;
  }

  #choices() {
    const has = this.hasPicture;
    return html`<p class="actions">
        <label class="button button-quiet file-button">
          ${icon('image')} ${t(has ? 'picture.change' : 'picture.choose')}
          <input type="file" class="visually-hidden" accept=${TYPES.join(',')} ?disabled=${this.busy}
            @change=${(event) => this.#choose(event.target)}>
        </label>
        ${has ? html`<button type="button" class="button button-danger" ?disabled=${this.busy}
          id="remove-picture" @click=${() => (this.removing = true)}>${t('picture.remove')}</button>` : nothing}
      </p>
      ${this.removing ? this.#question() : nothing}
      <p class="muted">${t(this.textKeys.hint)}</p>`;
  }

  #question() {
    return html`<confirm-dialog
      .heading=${t('picture.removeQuestion')} .content=${html`<p>${t(this.textKeys.removeWhat)}</p>`} .yes=${t('picture.remove')}
      .no=${t('picture.keep')} @confirmed=${() => this.#remove()} @cancelled=${() => this.#keep()}
    ></confirm-dialog>`;
  }

  #confirmation() {
    return html`<p role="status">${t('picture.confirm')}</p>
      <p class="actions">
        <button type="button" class="button button-primary" ?disabled=${this.busy}
          @click=${this.#save}>${this.busy ? t('picture.saving') : t('picture.use')}</button>
        <button type="button" class="button button-link" ?disabled=${this.busy} @click=${this.#cancel}>${t('picture.cancel')}</button>
      </p>`;
  }
}
