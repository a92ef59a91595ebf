import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { plainText } from '../goal/plain-text.js';
import { aboutPath, aboutPicture } from './about-picture.js';
import './texts.js';

const SHOWN = 280;

/**
 * The owner's own page in short, on the start page (HOME-1): what matters most, or the beginning of what is written otherwise.
 *
 * @param {import('contract').PlanHome} home
 */
export function aboutShort({ id, about, owner, me, myRights }) {
  const text = short(about.matters || about.text);
  const isMine = me.role === 'OWNER';
  const isEmpty = !text && about.pictureVersion === null;
  if (isEmpty && !myRights.editAbout) return nothing;
  return html`<section class="panel" aria-labelledby="about-heading">
    <h2 id="about-heading">${isMine ? t('about.heading') : html`<bdi>${t('about.headingOther', { name: owner.firstName })}</bdi>`}</h2>
    <div class="about-short">${aboutPicture(id, about, { small: true })}
      ${text ? plainText(text) : isEmpty ? html`<p class="muted">${t(isMine ? 'about.noneOwn' : 'about.none')}</p>` : nothing}</div>
    <p><a class="standalone-link link-with-icon" href="${aboutPath(id)}${isEmpty ? '/endre' : ''}">${icon('person-lines-fill')}
      ${moreText(isEmpty, isMine, owner)}</a></p>
  </section>`;
}

function moreText(isEmpty, isMine, { firstName }) {
  if (isEmpty) return t(isMine ? 'about.write' : 'about.writeFor');
  return isMine ? t('about.more') : t('about.moreOther', { name: firstName });
}

/**
 * @param {string} text
 * @returns {string} its beginning, cut between words
 */
export function short(text) {
  if (text.length <= SHOWN) return text;
  return `${text.slice(0, SHOWN).replace(/\s+\S*$/u, '')} …`;
}
