import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** Says that a guardian isn't confirmed, and lets another confirm it (PERSON-15). Event: `changed`. */
class GuardianConfirmation extends SamklangElement {
  static properties = { path: { attribute: false }, card: { attribute: false } };

  #confirming = new ActionController(this);

  constructor() {
    super();
    /** Of the participant. */
    this.path = '';
    /** @type {import('contract').ParticipantCard|null} */
    this.card = null;
  }

  get #name() {
    return `${this.card.person.firstName} ${this.card.person.lastName}`;
  }

  /** @param {boolean} paper whether by the signed paper in the plan */
  async #confirm(paper) {
    const done = await this.#confirming.run(() => api.post(`${this.path}/guardian`, { paper }));
    if (!done) return;
    notify(t('guardian.confirmed', { name: this.#name }));
    this.emit('changed');
  }

  render() {
    if (!this.card?.guardianUnconfirmed) return nothing;
    return html`<section class="panel" aria-labelledby="guardian-heading">
      <h2 id="guardian-heading">${icon('shield-exclamation')} ${t('guardian.heading')}</h2>
      <p>${t('guardian.why', { name: this.#name })}</p>
      ${formError(this.#confirming.problem)}
      ${this.card.may.confirmGuardian ? html`<p class="actions">
        ${this.#button(false, t('guardian.confirm', { name: this.#name }))} ${this.#button(true, t('guardian.byPaper'))}
      </p>` : nothing}
    </section>`;
  }

  #button(paper, label) {
    return html`<button type="button" class="button button-quiet" ?disabled=${this.#confirming.busy}
      @click=${() => this.#confirm(paper)}>${icon(paper ? 'file-earmark-check' : 'person-check')} ${label}</button>`;
  }
}

customElements.define('guardian-confirmation', GuardianConfirmation);
