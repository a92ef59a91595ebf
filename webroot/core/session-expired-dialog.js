import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { EventController } from './event-controller.js';
import { explain } from './problem.js';
import { session } from './session.js';
import { t } from './i18n.js';
import '../design/modal-dialog.js';

/**
 * Shown when the session has ended while the page has unsaved changes, or when another person has logged in in another tab:
 * the page stays, and the user logs in again in another tab. Closes by itself when that has been done.
 * Events: `logged-in`, `dismissed`, `left-to-other`.
 */
class SessionExpiredDialog extends SamklangElement {
  static properties = {
    ended: { attribute: false },
    problem: { state: true },
    checking: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./session.js').EndedSession|null} */
    this.ended = null;
    this.problem = '';
    this.checking = false;
    new EventController(this, session, { loggedInElsewhere: () => this.#continue() });
  }

  async #continue() {
    if (this.checking) return;
    Object.assign(this, { checking: true, problem: '' });
    try {
      this.#goOnAs(await session.whoIsLoggedIn());
    } catch (problem) {
      this.problem = explain(problem);
    }
    this.checking = false;
  }

  /** @param {import('contract').Me|null} me who is logged in now */
  #goOnAs(me) {
    const { personId, name } = this.ended;
    if (me?.personId === personId) {
      session.establish(me);
      this.emit('logged-in');
    } else {
      this.problem = t(me ? 'sessionExpired.stillOther' : 'sessionExpired.notYet', { name });
    }
  }

  render() {
    const { other } = this.ended;
    return html`<modal-dialog .heading=${other ? t('sessionExpired.otherHeading', { other: other.name }) : t('sessionExpired.heading')}
      .content=${other ? this.#otherPerson() : this.#loggedOut()}
      @cancelled=${(event) => event.stopPropagation()}></modal-dialog>`;
  }

  #loggedOut() {
    return html`<p>${t('sessionExpired.text')}</p>
      <ol>
        <li>${this.#login(t('sessionExpired.open'))}</li>
        <li>${t('sessionExpired.comeBack')}</li>
      </ol>
      ${this.#error()}
      <p class="actions">
        <button type="button" class="button button-primary" ?disabled=${this.checking}
          @click=${() => this.#continue()}>${t('sessionExpired.goOn')}</button>
        <button type="button" class="button button-link" @click=${() => this.emit('dismissed')}>${t('sessionExpired.giveUp')}</button>
      </p>`;
  }

  #otherPerson() {
    const { name, other } = this.ended;
    return html`<p>${t('sessionExpired.otherText', { name })}</p>
      <ul>
        <li>${this.#login(t('sessionExpired.switchBack', { name }))}</li>
        <li>${t('sessionExpired.orGoOn', { other: other.name })}</li>
      </ul>
      ${this.#error()}
      <p class="actions">
        <button type="button" class="button button-primary" ?disabled=${this.checking}
          @click=${() => this.emit('left-to-other')}>${t('sessionExpired.goOnAs', { other: other.name })}</button>
        <button type="button" class="button button-link" ?disabled=${this.checking}
          @click=${() => this.#continue()}>${t('sessionExpired.goOn')}</button>
      </p>`;
  }

  #login(text) {
    return html`<a class="standalone-link" href="/logg-inn" target="_blank" rel="noopener">${text}</a>`;
  }

  #error() {
    return this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing;
  }
}

customElements.define('session-expired-dialog', SessionExpiredDialog);
