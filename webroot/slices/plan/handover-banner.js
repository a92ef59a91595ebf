import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { ActionController } from '../../core/action-controller.js';
import { formatMoment } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { currentPlan } from './plan.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** A pending handover, shown to the one who is asked to take over and to the one who asked (PLAN-6). */
class HandoverBanner extends SamklangElement {
  static properties = { home: { attribute: false }, confirming: { state: true } };

  #action = new ActionController(this);

  constructor() {
    super();
    this.home = null;
    this.confirming = false;
  }

  async #answer(accept) {
    this.confirming = false;
    const done = await this.#action.run(() => api.post(`/plans/${this.home.id}/baton/answer`, { accept }));
    if (done) notify(t(accept ? 'handover.accepted' : 'handover.declined', { role: this.#role }));
    await currentPlan.refresh();
  }

  get #role() {
    return t(this.home.type === 'SL' ? 'role.BATON_HOLDER' : 'role.COORDINATOR').toLowerCase();
  }

  render() {
    const { baton, batonAsked } = this.home;
    return html`${formError(this.#action.problem)} ${baton ? this.#request(baton) : nothing}
      ${batonAsked ? this.#pendingRequest(batonAsked) : nothing}`;
  }

  #request({ from, askedAt, note }) {
    return html`<section class="panel handover-request" aria-labelledby="baton-heading">
      <h2 id="baton-heading">${icon('person-up')} ${t('handover.question', { name: from })}</h2>
      <p>${t('handover.means', { role: this.#role, name: from })}</p>
      ${note ? html`<h3>${t('handover.noteFrom', { name: from })}</h3><p class="user-text" dir="auto">${note}</p>` : nothing}
      <p class="muted">${t('handover.askedAt', { when: formatMoment(askedAt) })}</p>
      <p class="actions">
        <button type="button" class="button button-quiet" aria-disabled=${this.#action.busy ? 'true' : nothing}
          @click=${() => (this.confirming = true)}>${icon('check-lg')} ${t('handover.accept')}</button>
        <button type="button" class="button button-quiet" aria-disabled=${this.#action.busy ? 'true' : nothing}
          @click=${() => this.#answer(false)}>${icon('x-lg')} ${t('handover.decline')}</button>
      </p>
      ${this.confirming ? this.#confirmation(from) : nothing}
    </section>`;
  }

  #confirmation(from) {
    return html`<confirm-dialog
      harmless .heading=${t('handover.confirmHeading')}
      .content=${html`<p>${t('handover.confirm', { role: this.#role, name: from })}</p>`} .yes=${t('handover.accept')}
      .no=${t('handover.notYet')} @confirmed=${() => this.#answer(true)} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }

  #pendingRequest({ to, askedAt }) {
    return html`<p class="banner banner-info" role="note">
      ${icon('hourglass-split')}
      <span>${t('handover.waits', { name: to, when: formatMoment(askedAt) })} <a
        href="/planer/${this.home.id}/administrer">${t('handover.toAdminister')}</a></span>
    </p>`;
  }
}

customElements.define('handover-banner', HandoverBanner);
