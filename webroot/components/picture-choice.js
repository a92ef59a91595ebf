import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError } from './field.js';
import { icon } from './icon.js';
import { personFace } from './person-face.js';

const TYPES = ['image/jpeg', 'image/png', 'image/gif'];
const LARGEST = 2 * 1024 * 1024;

/**
 * A person's picture: chosen, looked at, and saved or thrown away; or removed (PERSON-7).
 * Event: `picture` with the new version, null when it was removed.
 */
class PictureChoice extends SamklangElement {
  static properties = {
    person: { attribute: false },
    path: { attribute: false },
    chosen: { state: true },
    preview: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {{personId: string, pictureVersion?: number|null, name: string}} */
    this.person = { personId: '', name: '' };
    /** where the picture is put, as `/me/picture` */
    this.path = '';
    /** @type {File|null} */
    this.chosen = null;
    this.preview = '';
    this.problem = '';
    this.busy = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  #forget() {
    if (this.preview) URL.revokeObjectURL(this.preview);
    Object.assign(this, { chosen: null, preview: '' });
  }

  #choose(input) {
    const [file] = input.files;
    input.value = '';
    this.#forget();
    this.problem = file ? faultOf(file) : '';
    if (file && !this.problem) Object.assign(this, { chosen: file, preview: URL.createObjectURL(file) });
  }

  #unreadable() {
    this.#forget();
    this.problem = t('picture.unreadable');
  }

  async #save() {
    await this.#do(async () => {
      const { pictureVersion } = await api.upload(this.path, this.chosen);
      this.#done(pictureVersion, t('picture.saved'));
    });
  }

  async #remove() {
    await this.#do(async () => {
      await api.delete(this.path);
      this.#done(null, t('picture.removed'));
    });
  }

  #done(pictureVersion, words) {
    this.#forget();
    notify(words);
    this.emit('picture', pictureVersion);
  }

  async #do(work) {
    Object.assign(this, { busy: true, problem: '' });
    try {
      await work();
    } catch (problem) {
      this.problem = problem.code === 'request.tooLarge' ? t('picture.tooLarge') : explain(problem);
    }
    this.busy = false;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }

  render() {
    return html`<div class="picture-choice">
      ${this.preview
        ? html`<img class="face is-large" src=${this.preview} alt=${t('picture.preview')} width="112" height="112" @error=${this.#unreadable}>`
        : personFace(this.person, { large: true })}
      <div>
        ${formError(this.problem)}
        ${this.chosen ? this.#question() : this.#choices()}
      </div>
    </div>`;
  }

  #choices() {
    const has = Boolean(this.person.pictureVersion);
    return html`<p class="actions">
        <label class="btn btn-outline-primary file-button">
          ${icon('image')} ${t(has ? 'picture.change' : 'picture.choose')}
          <input type="file" class="visually-hidden" accept=${TYPES.join(',')} ?disabled=${this.busy} @change=${(event) => this.#choose(event.target)}>
        </label>
        ${has ? html`<button type="button" class="btn btn-link" ?disabled=${this.busy} @click=${this.#remove}>${t('picture.remove')}</button>` : nothing}
      </p>
      <p class="quiet">${t('picture.hint')}</p>`;
  }

  #question() {
    return html`<p role="status">${t('picture.looksSo')}</p>
      <p class="actions">
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.busy} @click=${this.#save}>${this.busy ? t('picture.saving') : t('picture.use')}</button>
        <button type="button" class="btn btn-link" ?disabled=${this.busy} @click=${this.#forget}>${t('picture.dont')}</button>
      </p>`;
  }
}

function faultOf(file) {
  if (!TYPES.includes(file.type)) return t('problem.picture_invalid');
  return file.size > LARGEST ? t('picture.tooLarge') : '';
}

customElements.define('picture-choice', PictureChoice);
