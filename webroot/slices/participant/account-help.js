import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { formatDate, formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { obstacleTexts } from './account-obstacles.js';
import './texts.js';

/**
 * Why a person may not get in, and the end of a lock (PERSON-12, LOGIN-2); a warning when codes go where those of another
 * go (PERSON-10). Event: `changed`.
 */
class AccountHelp extends SamklangElement {
  static properties = { path: { attribute: false }, personId: { attribute: false }, account: { attribute: false } };

  #unlocking = new ActionController(this);

  #vouching = new ActionController(this);

  #withdrawing = new ActionController(this);

  constructor() {
    super();
    /** Of the person or the participant. */
    this.path = '';
    this.personId = '';
    /** @type {import('contract').AdministeredAccount|null} */
    this.account = null;
  }

  /** What the user has asked for by mistake, before it counts (PERSON-15). */
  async #withdraw() {
    const done = await this.#withdrawing.run(() => api.delete(`/persons/${this.personId}/waiting-addresses`));
    if (!done) return;
    notify(t('accountHelp.withdrawn'));
    this.emit('changed');
    await focusAfter(this, 'h2');
  }

  async #unlock() {
    const done = await this.#unlocking.run(() => api.post(`${this.path}/account/unlock`));
    if (!done) return;
    notify(t('accountHelp.unlocked'));
    this.emit('changed');
    await focusAfter(this, 'h2');
  }

  async #vouch() {
    const done = await this.#vouching.run(() => api.post(`${this.path}/account/vouch`));
    if (!done) return;
    notify(t('accountHelp.vouched'));
    this.emit('changed');
    await focusAfter(this, 'h2');
  }

  render() {
    if (!this.account) return nothing;
    const { sharedAddress, channel, username, obstacles } = this.account;
    const shown = obstacles.some((obstacle) => obstacle !== 'NO_ACCOUNT');
    return html`
      ${sharedAddress ? html`<p class="banner">${icon('exclamation-triangle-fill')}
        <span>${t(`accountHelp.shared.${channel}`)}</span></p>` : nothing}
      ${shown ? this.#why(Boolean(username)) : nothing}
      ${this.account.waiting?.length ? this.#waiting() : nothing}
      ${this.account.markedUntil ? this.#mark() : nothing}`;
  }

  /** Changes of the addresses, which wait a day (PERSON-15). */
  #waiting() {
    const text = ({ channel, sentTo = '', takesCodes, effectiveAt }) => {
      const kind = sentTo ? 'To' : 'Gone';
      return t(`accountHelp.waiting${takesCodes ? 'Codes' : kind}.${channel}`, { sentTo, when: formatMoment(effectiveAt) });
    };
    return html`<section class="panel" aria-labelledby="waits-heading">
      <h2 id="waits-heading">${t('accountHelp.waiting')}</h2>
      <ul>${this.account.waiting.map((one) => html`<li>${text(one)}</li>`)}</ul>
      <p>${t('accountHelp.waitingWhy')}</p>
      ${formError(this.#withdrawing.problem)}
      ${this.account.waiting.some(({ mine }) => mine) ? html`<p class="actions"><button type="button" class="button button-quiet"
        ?disabled=${this.#withdrawing.busy} @click=${() => this.#withdraw()}>${icon('x-lg')} ${t('accountHelp.withdraw')}</button></p>`
        : nothing}
    </section>`;
  }

  /** The mark after help with the login, which a second helper can lift (PERSON-15). */
  #mark() {
    const { markedUntil, may } = this.account;
    return html`<section class="panel" aria-labelledby="mark-heading">
      <h2 id="mark-heading" tabindex="-1">${t('accountHelp.marked')}</h2>
      <p>${t('accountHelp.markedWhy', { date: formatDate(markedUntil) })}</p>
      ${formError(this.#vouching.problem)}
      ${may.vouch ? html`<p class="actions"><button type="button" class="button button-quiet" ?disabled=${this.#vouching.busy}
        @click=${() => this.#vouch()}>${icon('person-check')} ${t('accountHelp.vouch')}</button></p>` : nothing}
    </section>`;
  }

  #why(known) {
    const { lockedForSeconds, may } = this.account;
    return html`<section class="panel" aria-labelledby="why-heading">
      <h2 id="why-heading" tabindex="-1">${t('accountHelp.why')}</h2>
      <ul>${obstacleTexts(this.account).map((reason) => html`<li>${reason}</li>`)}</ul>
      ${lockedForSeconds && known ? html`<p>${t('accountHelp.lockAdvice')}</p>` : nothing}
      ${formError(this.#unlocking.problem)}
      ${lockedForSeconds && may.unlock
        ? html`<p class="actions"><button type="button" class="button button-quiet" ?disabled=${this.#unlocking.busy}
          @click=${() => this.#unlock()}>${icon('unlock')} ${t('accountHelp.unlock')}</button></p>`
        : nothing}
    </section>`;
  }
}

customElements.define('account-help', AccountHelp);
