import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { explain } from '../app/problem.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import './modal-dialog.js';

/**
 * The session ended while something was written that the server doesn't have yet: the text stays where it is,
 * and the login is done in another tab. Events: `logged-in`, `given-up`.
 */
class LoginAgain extends SamklangElement {
  static properties = {
    ended: { attribute: false },
    problem: { state: true },
    asking: { state: true },
  };

  constructor() {
    super();
    this.ended = null;
    this.problem = '';
    this.asking = false;
  }

  async #goOn() {
    this.asking = true;
    try {
      await session.reload();
      if (session.me.personId === this.ended.personId) this.emit('logged-in');
      else this.emit('given-up');
    } catch (problem) {
      this.problem = problem.status === 401 ? t('loginAgain.notYet') : explain(problem);
    }
    this.asking = false;
  }

  render() {
    return html`<modal-dialog .heading=${t('loginAgain.heading')} .content=${this.#content()} @cancelled=${(event) => event.stopPropagation()}></modal-dialog>`;
  }

  #content() {
    return html`
      <p>${t('loginAgain.text')}</p>
      <ol>
        <li><a href="/logg-inn" target="_blank" rel="noopener">${t('loginAgain.open')}</a></li>
        <li>${t('loginAgain.comeBack')}</li>
      </ol>
      ${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing}
      <p class="actions">
        <button type="button" class="btn btn-primary" ?disabled=${this.asking} @click=${() => this.#goOn()}>${t('loginAgain.goOn')}</button>
        <button type="button" class="btn btn-link" @click=${() => this.emit('given-up')}>${t('loginAgain.giveUp')}</button>
      </p>
    `;
  }
}

customElements.define('login-again', LoginAgain);
