import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** Sends a notice to oneself, to see that notices arrive (PERSON-12). */
class TestNotice extends SamklangElement {
  static properties = { sent: { state: true } };

  #sending = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').TestNotice|null} */
    this.sent = null;
  }

  async #send() {
    this.sent = null;
    await this.#sending.run(async () => {
      this.sent = await api.post('/me/test-notice');
    });
  }

  render() {
    return html`<section class="panel" aria-labelledby="test-notice-heading">
      <h2 id="test-notice-heading">${t('testNotice.heading')}</h2>
      <p>${t('testNotice.lead')}</p>
      ${formError(this.#sending.problem)}
      <div role="status">${this.sent ? html`<p class="banner banner-info">${icon('info-circle-fill')}
        <span>${t(`testNotice.sent.${this.sent.channel}`, { sentTo: this.sent.sentTo })}</span></p>` : nothing}</div>
      <p class="actions"><button type="button" class="button button-quiet" aria-disabled=${this.#sending.busy ? 'true' : nothing}
        @click=${() => void this.#send()}>${icon('send')} ${t('testNotice.send')}</button></p>
    </section>`;
  }
}

customElements.define('test-notice', TestNotice);
