import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
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
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.path = '';
    this.card = null;
    this.group = '';
    this.confirming = false;
    this.problem = '';
    this.busy = false;
  }

  get #textGroup() {
    return this.card.me ? 'own' : 'other';
  }

  async #remove() {
    if (this.busy) return;
    Object.assign(this, { busy: true, problem: '' });
    try {
      await api.delete(this.path);
      notify(t(`participantRemoval.${this.#textGroup}.done`));
      router.go(this.card.me ? '/planer' : this.group, { replace: true });
    } catch (problem) {
      this.problem = explain(problem);
    }
    Object.assign(this, { busy: false, confirming: false });
  }

  render() {
    const { may, role, onlyCoordinator } = this.card;
    if (!may.remove) return role === 'OWNER' && (may.decideRights || this.card.me)
      ? html`<p class="muted">${t('participantRemoval.owner')}</p>` : nothing;
    const label = t(`participantRemoval.${this.#textGroup}.button`);
    return html`<div class="aside">
      ${formError(this.problem)}
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
      .no=${t('participantRemoval.cancel')} ?busy=${this.busy}
      @confirmed=${this.#remove} @cancelled=${() => (this.confirming = false)}
    ></confirm-dialog>`;
  }
}

customElements.define('participant-removal', ParticipantRemoval);
