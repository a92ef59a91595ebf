import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { LEVELS } from './rights.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const ICONS = { NONE: 'eye-slash', READ: 'eye', WRITE: 'pencil-square' };

/**
 * A control of three steps: doesn't see, reads, writes. Radio buttons, so that the arrow keys move between the steps.
 *
 * @param {object} choice
 * @param {string} choice.name unique on the page
 * @param {string} choice.label of the group, for screen readers
 * @param {string} choice.value the level
 * @param {(level: string) => boolean} choice.isAllowed
 * @param {(level: string) => void} choice.onChange
 */
export function levelChoice({ name, label, value, isAllowed, onChange }) {
  return html`<fieldset class="level-choice">
    <legend class="visually-hidden">${label}</legend>
    ${LEVELS.map((level) => html`<label class="level level-${level.toLowerCase()}">
      <input
        type="radio" class="level-input" name=${name} .value=${level} .checked=${live(level === value)} ?disabled=${!isAllowed(level)}
        @change=${() => onChange(level)}
      >
      <span class="level-text">${icon(ICONS[level])} ${t(`levelShort.${level}`)}</span>
    </label>`)}
  </fieldset>`;
}

/**
 * The level as text, for those who may not change it.
 *
 * @param {string} level
 */
export function levelText(level) {
  return html`<span class="level-shown level-${level.toLowerCase()}">${icon(ICONS[level])} ${t(`levelShort.${level}`)}</span>`;
}
