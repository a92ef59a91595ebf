import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';

/**
 * A goal's progress, by slider or number: both change the same value (GOAL-2).
 *
 * @param {import('../../forms/form-controller.js').FormController} form with the value `progress`
 * @param {string} progress
 */
export function progressField(form, progress) {
  return html`<div class="progress-field">
    ${textField({ name: 'progress', label: t('goal.progressField'), value: progress, inputmode: 'numeric', maxlength: 3,
      error: form.errorOf('progress'), onInput: (value) => form.change({ progress: value }) })}
    <input type="range" class="slider" min="0" max="100" step="5" aria-label=${t('goal.progressSlider')} .value=${live(progress)}
      aria-valuetext=${t('goals.percent', { n: progress })} @input=${(event) => form.change({ progress: event.target.value })}>
  </div>`;
}
