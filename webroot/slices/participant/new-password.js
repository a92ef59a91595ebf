import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import '../../design/confirm-dialog.js';
import './start-sheet.js';
import './texts.js';

/**
 * A temporary password, which nobody can see again: leaving the page asks first, until it has been passed on.
 * Event: `passed-on`.
 */
class NewPassword extends SamklangElement {
  static properties = {
    account: { attribute: false },
    person: { attribute: false },
    helper: { attribute: false },
    copied: { state: true },
    leaving: { state: true },
  };

  constructor() {
    super();
    /** @type {any} with username and temporary password */
    this.account = { username: '', channel: 'SMS', temporaryPassword: '' };
    /** @type {any} name and addresses, for the start sheet */
    this.person = {};
    /** @type {any} whom the start sheet names */
    this.helper = null;
    this.copied = false;
    /** @type {(() => void)|null} goes on to the page that the user asked for */
    this.leaving = null;
  }

  connectedCallback() {
    super.connectedCallback();
    router.guard = this.#guard;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (router.guard === this.#guard) router.guard = null;
  }

  #guard = (leave) => (this.leaving = leave);

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.account.temporaryPassword);
      this.copied = true;
    } catch {
      // Without access to the clipboard, the password is selected.
      getSelection()?.selectAllChildren(this.querySelector('output'));
    }
  }

  #passedOn() {
    router.guard = null;
    this.emit('passed-on');
  }

  render() {
    const { username, temporaryPassword } = this.account;
    return html`<section class="generated-password" aria-labelledby="given-heading">
      <h2 id="given-heading" tabindex="-1">${icon('shield-lock')} ${t('participantAccount.generatedHeading')}</h2>
      <dl class="description-list">
        <div><dt>${t('participantAccount.username')}</dt><dd>${username}</dd></div>
        <div><dt>${t('participantAccount.password')}</dt><dd>
          <output class="secret">${temporaryPassword}</output>
          <button type="button" class="button button-quiet" @click=${() => this.#copy()}>${icon('copy')} ${t('participantAccount.copy')}
          </button> <span role="status">${this.copied ? t('participantAccount.copied') : nothing}</span>
        </dd></div>
      </dl>
      <p>${t('participantAccount.generatedOnce')}</p>
      <ul>
        <li>${t('participantAccount.generatedHow')}</li>
        <li>${t('participantAccount.generatedNot')}</li>
        <li>${t('participantAccount.generatedThen')}</li>
      </ul>
      <p class="actions">
        <button type="button" class="button button-quiet" @click=${() => print()}>${icon('printer')}
          ${t('participantAccount.print')}</button>
        <button type="button" class="button button-primary" @click=${() => this.#passedOn()}>${t('participantAccount.generatedDone')}
        </button>
      </p>
      <start-sheet .account=${this.account} .person=${this.person} .helper=${this.helper}></start-sheet>
      ${this.leaving ? this.#question() : nothing}
    </section>`;
  }

  #question() {
    const { leaving } = this;
    return html`<confirm-dialog
      .heading=${t('participantAccount.leaveQuestion')} .content=${html`<p>${t('participantAccount.leaveConsequence')}</p>`}
      .yes=${t('participantAccount.leave')} .no=${t('participantAccount.stay')} @confirmed=${leaving}
      @cancelled=${() => (this.leaving = null)}
    ></confirm-dialog>`;
  }
}

customElements.define('new-password', NewPassword);
