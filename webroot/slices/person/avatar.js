import { html } from 'lit';
import { firstCharacter } from '../../core/whole-characters.js';

/**
 * A person's picture, or the initials. Decorative: the name is shown beside it.
 *
 * @param {{personId?: string, pictureVersion?: number|null, name: string}} person
 * @param {{large?: boolean}} [options]
 */
export function avatar({ personId, pictureVersion, name }, { large = false } = {}) {
  const size = large ? 'is-large' : '';
  if (!personId || !pictureVersion) return html`<span class="initials ${size}" aria-hidden="true" translate="no">${initials(name)}</span>`;
  const address = `/api/v1/persons/${personId}/picture?v=${pictureVersion}`;
  return html`<img class="avatar ${size}" src=${address} alt="" width="44" height="44" loading="lazy">`;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words[words.length - 1] : ''].map(firstCharacter).join('').toUpperCase();
}
