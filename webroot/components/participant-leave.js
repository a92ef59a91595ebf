import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { formError } from './field.js';
import { icon } from './icon.js';
import { idleButton } from './idle-button.js';
import './modal-dialog.js';

/** Takes somebody out of the plan, or oneself, after a clear question (PART-5). */
class ParticipantLeave extends SamklangElement {
  static properties = {
    path: { attribute: false },
    card: { attribute: false },
    group: { attribute: false },
    asking: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.path = '';
    this.card = null;
    this.group = '';
    this.asking = false;
    this.problem = '';
    this.busy = false;
  }

  get #whose() {
    return this.card.me ? 'own' : 'other';
  }

  async #remove() {
    if (this.busy) return;
    Object.assign(this, { busy: true, problem: '' });
    try {
      await api.delete(this.path);
      notify(t(`leave.${this.#whose}.done`));
      router.go(this.card.me ? '/planer' : this.group, { replace: true });
    } catch (problem) {
      this.problem = explain(problem);
    }
    Object.assign(this, { busy: false, asking: false });
  }

  async #not() {
    this.asking = false;
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  render() {
    const { may, role, onlyCoordinator } = this.card;
    if (!may.remove) return role === 'OWNER' && (may.decideRights || this.card.me) ? html`<p class="quiet">${t('leave.owner')}</p>` : nothing;
    const label = t(`leave.${this.#whose}.button`);
    return html`<div class="aside">
      ${formError(this.problem)}
      ${onlyCoordinator
        ? idleButton({ id: 'leave', label, why: t('leave.onlyCoordinator'), sign: 'person-dash' })
        : html`<button type="button" class="btn btn-link btn-danger-link" @click=${() => (this.asking = true)}>${icon('person-dash')} ${label}</button>`}
      ${this.asking ? this.#question() : nothing}
    </div>`;
  }

  #question() {
    const { firstName, lastName } = this.card.person;
    const content = html`
      <ul>
        <li>${t(`leave.${this.#whose}.access`)}</li>
        <li>${t(`leave.${this.#whose}.written`)}</li>
        <li>${t(`leave.${this.#whose}.back`)}</li>
      </ul>
      <p class="actions">
        <button type="button" class="btn btn-danger" ?disabled=${this.busy} @click=${() => this.#remove()}>${t(`leave.${this.#whose}.yes`)}</button>
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.busy} @click=${() => this.#not()}>${t('leave.no')}</button>
      </p>`;
    const heading = t(`leave.${this.#whose}.question`, { name: `${firstName} ${lastName}` });
    return html`<modal-dialog .heading=${heading} .content=${content} @cancelled=${() => this.#not()}></modal-dialog>`;
  }
}

customElements.define('participant-leave', ParticipantLeave);
