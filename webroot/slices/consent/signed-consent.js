import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { formatStamp } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import './texts.js';

/**
 * What is or was signed on screen (PART-8), in Bokmål as it is kept.
 *
 * @param {string} text
 */
export function signedText(text) {
  return html`<div class="signed-text user-text" lang="nb" dir="auto">${text.split('\n\n').map((part) => html`<p>${part}</p>`)}</div>`;
}

/** Who signed a consent on screen, and what stood there then. */
class SignedConsent extends SamklangElement {
  static properties = { planId: { attribute: false }, consent: { attribute: false }, text: { state: true } };

  #reading = new ActionController(this);

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').Consent|null} */
    this.consent = null;
    this.text = '';
  }

  async #read() {
    await this.#reading.run(async () =>
      (this.text = (await api.get(`/plans/${this.planId}/consents/${this.consent.id}/signature`)).text));
  }

  render() {
    const { by, at } = this.consent.signature;
    return html`<p>${t('consentPage.signedBy', { name: by, when: formatStamp(at) })}</p>
      ${formError(this.#reading.problem)}
      ${this.text ? signedText(this.text) : html`<button type="button" class="button button-quiet" aria-busy=${this.#reading.busy}
        aria-disabled=${this.#reading.busy ? 'true' : nothing} @click=${() => void this.#read()}>${t('consentPage.readSigned')}</button>`}`;
  }
}

customElements.define('signed-consent', SignedConsent);
