import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { Doing } from '../app/doing.js';
import { formatMoment } from '../app/format.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { t } from '../app/i18n.js';
import { formError } from './field.js';
import { icon } from './icon.js';
import './modal-dialog.js';

/** To the one who is asked to take over, and to the one who waits for the answer (PLAN-6). */
class BatonBanner extends SamklangElement {
  static properties = { home: { attribute: false }, asks: { state: true } };

  #doing = new Doing(this);

  constructor() {
    super();
    this.home = null;
    this.asks = false;
  }

  async #answer(accept) {
    this.asks = false;
    const done = await this.#doing.run(() => api.post(`/plans/${this.home.id}/baton/answer`, { accept }));
    if (done) notify(t(accept ? 'baton.accepted' : 'baton.declined', { role: this.#role }));
    await currentPlan.refresh();
  }

  get #role() {
    return t(this.home.type === 'SL' ? 'role.BATON_HOLDER' : 'role.COORDINATOR').toLowerCase();
  }

  render() {
    const { baton, batonAsked } = this.home;
    return html`${formError(this.#doing.problem)} ${baton ? this.#question(baton) : nothing} ${batonAsked ? this.#waits(batonAsked) : nothing}`;
  }

  #question({ from, askedAt }) {
    return html`<section class="panel asked" aria-labelledby="baton-heading">
      <h2 id="baton-heading">${icon('person-up')} ${t('baton.question', { name: from })}</h2>
      <p>${t('baton.means', { role: this.#role, name: from })}</p>
      <p class="quiet">${t('baton.askedAt', { when: formatMoment(askedAt) })}</p>
      <p class="actions">
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.#doing.busy} @click=${() => (this.asks = true)}>${icon('check-lg')} ${t('baton.accept')}</button>
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.#doing.busy} @click=${() => this.#answer(false)}>${icon('x-lg')} ${t('baton.decline')}</button>
      </p>
      ${this.asks ? this.#sure(from) : nothing}
    </section>`;
  }

  #sure(from) {
    const content = html`<p>${t('baton.sure', { role: this.#role, name: from })}</p>
      <div class="actions">
        <button type="button" class="btn btn-primary" @click=${() => this.#answer(true)}>${t('baton.accept')}</button>
        <button type="button" class="btn btn-outline-primary" @click=${() => (this.asks = false)}>${t('baton.notYet')}</button>
      </div>`;
    return html`<modal-dialog .heading=${t('baton.sureHeading')} .content=${content} @cancelled=${() => (this.asks = false)}></modal-dialog>`;
  }

  #waits({ to, askedAt }) {
    return html`<p class="banner banner-info" role="note">
      ${icon('hourglass-split')}
      <span>${t('baton.waits', { name: to, when: formatMoment(askedAt) })} <a href="/planer/${this.home.id}/administrer">${t('baton.toAdminister')}</a></span>
    </p>`;
  }
}

customElements.define('baton-banner', BatonBanner);
