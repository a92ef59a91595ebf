import { VersionedPictureUpload } from '../../forms/versioned-picture-upload.js';
import { aboutPicture } from './about-picture.js';
import './texts.js';

/** The picture of the owner's own page (HOME-2). */
class AboutPictureUpload extends VersionedPictureUpload {
  get currentPicture() {
    return aboutPicture(this.planId, this.resource);
  }

  get pictureClass() {
    return 'about-picture';
  }

  get textKeys() {
    return { hint: 'aboutPicture.hint', removeWhat: 'aboutPicture.removeWhat', now: 'aboutPicture.now', none: 'aboutPicture.none' };
  }
}

customElements.define('about-picture-upload', AboutPictureUpload);
