import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { disabledButton } from '../../design/disabled-button.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** Removes a participant from the plan, or the user, after a confirmation (PART-5). */
class ParticipantRemoval extends SamklangElement {
  static properties = {
    path: { attribute: false },
    card: { attribute: false },
    group: { attribute: false },
    confirming: { state: true },
  };

  #action = new ActionController(this);

  constructor() {
    super();
    this.path = '';
    this.card = null;
    this.group = '';
    this.confirming = false;
  }

  get #textGroup() {
    return this.card.me ? 'own' : 'other';
  }

  async #remove() {
    const isDone = await this.#action.run(() => api.delete(this.path));
    this.confirming = false;
    if (!isDone) return;
    notify(t(`participantRemoval.${this.#textGroup}.done`));
    router.go(this.card.me ? '/planer' : this.group, { replace: true });
  }

  render() {
    const { may, role, onlyCoordinator } = this.card;
    if (!may.remove) return role === 'OWNER' && (may.decideRights || this.card.me)
      ? html`<p class="muted">${t('participantRemoval.owner')}</p>` : nothing;
    const label = t(`participantRemoval.${this.#textGroup}.button`);
    return html`<div class="aside">
      ${formError(this.#action.problem)}
      ${onlyCoordinator
        ? disabledButton({ id: 'leave', label, reason: t('participantRemoval.onlyCoordinator'), iconName: 'person-dash' })
        : html`<button type="button" class="button button-danger"
          @click=${() => (this.confirming = true)}>${icon('person-dash')} ${label}</button>`}
      ${this.confirming ? this.#confirmation() : nothing}
    </div>`;
  }

  #confirmation() {
    const { firstName, lastName } = this.card.person;
    const content = html`
      <ul>
        <li>${t(`participantRemoval.${this.#textGroup}.access`)}</li>
        <li>${t(`participantRemoval.${this.#textGroup}.written`)}</li>
        <li>${t(`participantRemoval.${this.#textGroup}.back`)}</li>
      </ul>`;
    const heading = t(`participantRemoval.${this.#textGroup}.question`, { name: `${firstName} ${lastName}` });
    return html`<confirm-dialog
      .heading=${heading} .content=${content} .yes=${t(`participantRemoval.${this.#textGroup}.yes`)}
      .no=${t('participantRemoval.cancel')} ?busy=${this.#action.busy}
      @confirmed=${this.#remove} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

customElements.define('participant-removal', ParticipantRemoval);
