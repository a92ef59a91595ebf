import { html } from 'lit';
import { t } from '../app/i18n.js';

/** A sign that something is on its way; the style shows it only after 300 ms, so that what is quick doesn't flicker. */
export function loading() {
  return html`<p class="loading" role="status"><span class="spinner-border spinner-border-sm" aria-hidden="true"></span> ${t('frame.loading')}</p>`;
}
