import { html } from 'lit';

/**
 * A person's picture, or the initials where there is none. The name stands beside it: both are decoration.
 *
 * @param {{personId?: string, pictureVersion?: number|null, name: string}} person
 * @param {{large?: boolean}} [options]
 */
export function personFace({ personId, pictureVersion, name }, { large = false } = {}) {
  const size = large ? 'is-large' : '';
  if (!personId || !pictureVersion) return html`<span class="initials ${size}" aria-hidden="true">${initials(name)}</span>`;
  const address = `/api/v1/persons/${personId}/picture?v=${pictureVersion}`;
  return html`<img class="face ${size}" src=${address} alt="" width="44" height="44" loading="lazy">`;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words[words.length - 1] : ''].map((word) => word.charAt(0)).join('').toUpperCase();
}
