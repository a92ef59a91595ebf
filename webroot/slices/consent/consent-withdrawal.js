import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** "Trekk tilbake samtykket": withdraws the consent, after a confirmation (PART-4). Event: `withdrawn`. */
class ConsentWithdrawal extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    participants: { attribute: false },
    confirming: { state: true },
  };

  #action = new ActionController(this);

  constructor() {
    super();
    this.planId = '';
    this.participants = [];
    this.confirming = false;
  }

  async #withdraw() {
    const isDone = await this.#action.run(() => api.delete(`/plans/${this.planId}/consent`));
    this.confirming = false;
    if (!isDone) return;
    notify(t('consentWithdrawal.done'));
    this.emit('withdrawn');
  }

  render() {
    return html`<section class="aside" aria-labelledby="withdrawal-heading">
      <h2 id="withdrawal-heading">${t('consentWithdrawal.heading')}</h2>
      <p>${t('consentWithdrawal.lead')}</p>
      ${formError(this.#action.problem)}
      <button type="button" class="button button-danger"
        @click=${() => (this.confirming = true)}>${icon('x-octagon')} ${t('consentWithdrawal.button')}</button>
      ${this.confirming ? this.#confirmation() : nothing}
    </section>`;
  }

  #confirmation() {
    const shutOut = this.participants.filter(({ losesAccess, me }) => losesAccess && !me).map(({ name }) => name);
    const shutsOutMe = this.participants.some(({ losesAccess, me }) => losesAccess && me);
    const content = html`
      <p>${shutOut.length ? t('consentWithdrawal.shutsOut', { names: shutOut.join(', ') }) : t('consentWithdrawal.shutsOutNobody')}</p>
      ${shutsOutMe ? html`<p><strong>${t('consentWithdrawal.shutsOutYou')}</strong></p>` : nothing}
      <p>${t('consentWithdrawal.contentKept')}</p>`;
    return html`<confirm-dialog
      .heading=${t('consentWithdrawal.question')} .content=${content} .yes=${t('consentWithdrawal.yes')}
      .no=${t('consentWithdrawal.no')} ?busy=${this.#action.busy}
      @confirmed=${this.#withdraw} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

customElements.define('consent-withdrawal', ConsentWithdrawal);
