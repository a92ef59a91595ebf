import { html, nothing } from 'lit';
import { areasWith } from './rights.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const LEVELS = [
  ['WRITE', 'pencil-square'],
  ['READ', 'eye'],
  ['NONE', 'eye-slash'],
];

/**
 * A list of what a participant may see and do (PART-6).
 *
 * @param {import('contract').Rights} rights
 */
export function rightsSummary(rights) {
  return html`<ul class="list-plain rights-summary">
    ${LEVELS.map(([level, iconName]) => line({ iconName, text: t(`rights.may.${level}`) }, areasWith(rights, level)))}
    ${rights.print ? line({ iconName: 'printer', text: t('rights.mayPrint') }) : nothing}
    ${rights.editPerson ? line({ iconName: 'person-gear', text: t('rights.mayEditPerson') }) : nothing}
  </ul>`;
}

function line({ iconName, text }, areas = null) {
  if (areas === '') return nothing;
  return html`<li>${icon(iconName)} <span>${areas === null ? text : html`<strong>${text}:</strong> ${areas}`}</span></li>`;
}
