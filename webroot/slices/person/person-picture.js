import { html } from 'lit';
import { t } from '../../core/i18n.js';
import { PictureUpload } from '../../forms/picture-upload.js';
import { avatar } from './avatar.js';
import './texts.js';

/** A person's picture (PERSON-7). Event: `picture` with the new version, null when it was removed. */
class PersonPicture extends PictureUpload {
  static properties = { person: { attribute: false } };

  constructor() {
    super();
    /** @type {{personId: string, pictureVersion?: number|null, name: string}} */
    this.person = { personId: '', name: '' };
  }

  get hasPicture() {
    return Boolean(this.person.pictureVersion);
  }

  get currentPicture() {
    return avatar(this.person, { large: true });
  }

  get textKeys() {
    return { hint: 'personPicture.hint', removeWhat: 'personPicture.removeWhat' };
  }

  /** @param {string} address */
  previewOf(address) {
    return html`<img class="avatar is-large" src=${address} alt=${t('picture.preview')} width="112" height="112">`;
  }

  /** @param {Blob} picture */
  async sendPicture(picture) {
    const { pictureVersion } = await super.sendPicture(picture);
    this.emit('picture', pictureVersion);
  }

  async deletePicture() {
    await super.deletePicture();
    this.emit('picture', null);
  }
}

customElements.define('person-picture', PersonPicture);
