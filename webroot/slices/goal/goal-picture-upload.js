import { VersionedPictureUpload } from '../../forms/versioned-picture-upload.js';
import { goalPicture } from './goal-picture.js';
import './texts.js';

/** The picture that symbolises a goal (GOAL-2). */
class GoalPictureUpload extends VersionedPictureUpload {
  get currentPicture() {
    return goalPicture(this.planId, this.resource);
  }

  get pictureClass() {
    return 'goal-picture';
  }

  get textKeys() {
    return { hint: 'goalPicture.hint', removeWhat: 'goalPicture.removeWhat', now: 'goalPicture.now', none: 'goalPicture.none' };
  }
}

customElements.define('goal-picture-upload', GoalPictureUpload);
