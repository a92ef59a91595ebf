import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError } from './field.js';
import { icon } from './icon.js';
import './modal-dialog.js';

/** "Nullstill samtykke": withdraws it, after a question that says what happens then (PART-4). Event: `withdrawn`. */
class ConsentWithdrawal extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    participants: { attribute: false },
    asks: { state: true },
    busy: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    this.planId = '';
    this.participants = [];
    this.asks = false;
    this.busy = false;
    this.problem = '';
  }

  async #withdraw() {
    if (this.busy) return;
    Object.assign(this, { busy: true, problem: '' });
    try {
      await api.delete(`/plans/${this.planId}/consent`);
      notify(t('withdrawal.done'));
      this.emit('withdrawn');
    } catch (problem) {
      this.problem = explain(problem);
    }
    Object.assign(this, { busy: false, asks: false });
  }

  async #not() {
    this.asks = false;
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  render() {
    return html`<section class="aside" aria-labelledby="withdrawal-heading">
      <h2 id="withdrawal-heading">${t('withdrawal.heading')}</h2>
      <p>${t('withdrawal.lead')}</p>
      ${formError(this.problem)}
      <button type="button" class="btn btn-link btn-danger-link" @click=${() => (this.asks = true)}>${icon('x-octagon')} ${t('withdrawal.button')}</button>
      ${this.asks ? this.#question() : nothing}
    </section>`;
  }

  #question() {
    const shutOut = this.participants.filter(({ losesAccess, me }) => losesAccess && !me).map(({ name }) => name);
    const shutsOutMe = this.participants.some(({ losesAccess, me }) => losesAccess && me);
    const content = html`
      <p>${shutOut.length ? t('withdrawal.shutsOut', { names: shutOut.join(', ') }) : t('withdrawal.shutsOutNobody')}</p>
      ${shutsOutMe ? html`<p><strong>${t('withdrawal.shutsOutYou')}</strong></p>` : nothing}
      <p>${t('withdrawal.nothingIsGone')}</p>
      <div class="actions">
        <button type="button" class="btn btn-primary" ?disabled=${this.busy} @click=${() => this.#withdraw()}>${t('withdrawal.yes')}</button>
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.busy} @click=${() => this.#not()}>${t('withdrawal.no')}</button>
      </div>`;
    return html`<modal-dialog .heading=${t('withdrawal.question')} .content=${content} @cancelled=${() => this.#not()}></modal-dialog>`;
  }
}

customElements.define('consent-withdrawal', ConsentWithdrawal);
