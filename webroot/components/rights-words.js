import { html, nothing } from 'lit';
import { areasWith } from '../app/rights.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

const LEVELS = [
  ['WRITE', 'pencil-square'],
  ['READ', 'eye'],
  ['NONE', 'eye-slash'],
];

/** What somebody may see and do, in plain words (PART-6). @param {any} rights */
export function rightsWords(rights) {
  return html`<ul class="plain rights-words">
    ${LEVELS.map(([level, sign]) => line(sign, t(`rights.may.${level}`), areasWith(rights, level)))}
    ${rights.print ? line('printer', t('rights.mayPrint')) : nothing}
    ${rights.editPerson ? line('person-gear', t('rights.mayEditPerson')) : nothing}
  </ul>`;
}

function line(sign, words, areas = null) {
  if (areas === '') return nothing;
  return html`<li>${icon(sign)} <span>${areas === null ? words : html`<strong>${words}:</strong> ${areas}`}</span></li>`;
}
