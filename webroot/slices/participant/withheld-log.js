import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** Says that a participant doesn't see the log, and lets who decides change it (PLAN-4). Event: `changed`. */
class WithheldLog extends SamklangElement {
  static properties = { path: { attribute: false }, card: { attribute: false } };

  #showing = new ActionController(this);

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

  async #show() {
    const done = await this.#showing.run(() => api.post(`${this.path}/log`));
    if (!done) return;
    notify(t('withheldLog.shown', { name: this.#name }));
    this.emit('changed');
  }

  render() {
    if (!this.card?.logWithheld) return nothing;
    return html`<section class="panel" aria-labelledby="withheld-log-heading">
      <h2 id="withheld-log-heading">${icon('lock')} ${t('withheldLog.heading')}</h2>
      <p>${t('withheldLog.why', { name: this.#name })}</p>
      ${formError(this.#showing.problem)}
      ${this.card.may.showLog ? html`<p class="actions"><button type="button" class="button button-quiet" ?disabled=${this.#showing.busy}
        @click=${() => this.#show()}>${icon('journal-text')} ${t('withheldLog.show', { name: this.#name })}</button></p>` : nothing}
    </section>`;
  }
}

customElements.define('withheld-log', WithheldLog);
