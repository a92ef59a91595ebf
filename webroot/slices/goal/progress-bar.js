import { html } from 'lit';
import { t } from '../../core/i18n.js';

/**
 * A goal's progress, as a bar with its number.
 *
 * @param {number} percent
 */
export function progressBar(percent) {
  return html`<p class="goal-progress">
    <progress class="progress" max="100" value=${percent} aria-label=${t('goal.progress')}></progress>
    <span class="goal-progress-number" translate="no">${t('goals.percent', { n: percent })}</span>
  </p>`;
}
