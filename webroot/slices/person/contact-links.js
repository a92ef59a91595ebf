import { html, nothing } from 'lit';
import { formatPhone } from '../../core/format.js';
import { icon } from '../../design/icon.js';

/**
 * Links that call or write to somebody.
 *
 * @param {{mobile: string|null, phone: string|null, email: string|null}} person
 */
export function contactLinks({ mobile, phone, email }) {
  return html`<ul class="list-plain contact-links">
    ${[mobile, phone].filter(Boolean).map((number) => html`<li><a class="standalone-link" href="tel:${number}">
      ${icon('telephone')} ${formatPhone(number)}</a></li>`)}
    ${email ? html`<li><a class="standalone-link" href="mailto:${email}">${icon('envelope')} ${email}</a></li>` : nothing}
  </ul>`;
}
