import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { download } from '../../core/download.js';
import { SamklangElement } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { formError } from '../../forms/field.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/**
 * A temporary password, which nobody can see again, and the sheet to hand over with it (PERSON-11), which is fetched once: leaving the
 * page asks first, until it has been passed on.
 * Event: `passed-on`.
 */
class NewPassword extends SamklangElement {
  static properties = {
    account: { attribute: false },
    copied: { state: true },
    fetched: { state: true },
    gone: { state: true },
    leaving: { state: true },
  };

  #sheet = new ActionController(this);

  constructor() {
    super();
    /** @type {any} with username, temporary password and start sheet */
    this.account = { username: '', temporaryPassword: '', startSheet: null };
    this.copied = false;
    this.fetched = false;
    /** Whether the sheet can't be fetched any more. */
    this.gone = false;
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

  async #fetchSheet() {
    const { startSheet } = this.account;
    this.fetched = await this.#sheet.run(() => download(startSheet.url, t('participantAccount.sheetFile')));
    this.gone = this.#sheet.failure?.status === 404;
    if (this.fetched || this.gone) await focusAfter(this, '.button-primary');
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
      ${this.gone ? nothing : formError(this.#sheet.problem)}
      <div role="status">${this.#sheetState()}</div>
      <p class="actions">
        ${this.#sheetButton()}
        <button type="button" class="button button-primary" @click=${() => this.#passedOn()}>${t('participantAccount.generatedDone')}
        </button>
      </p>
      ${this.leaving ? this.#question() : nothing}
    </section>`;
  }

  #sheetState() {
    if (this.gone) return html`<p>${icon('info-circle')} ${t('participantAccount.sheetGone')}</p>`;
    return this.fetched ? html`<p>${icon('check-circle')} ${t('participantAccount.sheetFetched')}</p>` : nothing;
  }

  #sheetButton() {
    const { busy } = this.#sheet;
    if (this.fetched || this.gone || !this.account.startSheet) return nothing;
    return html`<button type="button" class="button button-quiet" aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing}
      @click=${() => !busy && this.#fetchSheet()}>${icon('file-earmark-pdf')} ${t('participantAccount.sheet')}</button>`;
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
