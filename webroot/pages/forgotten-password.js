import { html } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { focusFirstError, formError, textField } from '../components/field.js';

/** A new password by mail (LOGIN-6). Never tells whether the user exists. */
class ForgottenPasswordPage extends Page {
  static properties = {
    username: { state: true },
    error: { state: true },
    problem: { state: true },
    state: { state: true },
  };

  constructor() {
    super();
    this.username = '';
    this.error = '';
    this.problem = '';
    this.state = 'asking';
  }

  async #submit(event) {
    event.preventDefault();
    if (this.state === 'sending') return;
    this.error = this.username.trim() ? '' : t('login.usernameMissing');
    if (this.error) return focusFirstError(this);
    this.state = 'sending';
    this.problem = '';
    try {
      await api.post('/login/forgot', { username: this.username.trim() });
      this.state = 'sent';
      await this.updateComplete;
      this.querySelector('h1').focus();
    } catch (problem) {
      this.problem = explain(problem);
      this.state = 'asking';
    }
  }

  render() {
    return this.state === 'sent' ? this.#sent() : this.#asking();
  }

  #asking() {
    return html`<section class="page page-narrow">
      <h1>${t('forgotten.heading')}</h1>
      <p class="lead">${t('forgotten.lead')}</p>
      <form class="panel" novalidate @submit=${this.#submit}>
        ${formError(this.problem)}
        ${textField({
          name: 'username',
          label: t('login.username'),
          value: this.username,
          error: this.error,
          autocomplete: 'username',
          spellcheck: 'false',
          maxlength: 100,
          required: true,
          onInput: (value) => (this.username = value),
        })}
        <p class="actions">
          <button type="submit" class="btn btn-primary" ?disabled=${this.state === 'sending'}>${t('forgotten.submit')}</button>
          <a href="/logg-inn">${t('forgotten.back')}</a>
        </p>
      </form>
      <div class="aside"><h2>${t('forgotten.noUsernameHeading')}</h2><p>${t('forgotten.noUsername')}</p></div>
    </section>`;
  }

  #sent() {
    return html`<section class="page page-narrow">
      <h1 tabindex="-1">${t('forgotten.sentHeading')}</h1>
      <p class="lead">${t('forgotten.sentLead')}</p>
      <ul>
        <li>${t('forgotten.sentValid')}</li>
        <li>${t('forgotten.sentOld')}</li>
        <li>${t('forgotten.sentJunk')}</li>
      </ul>
      <p class="actions"><a class="btn btn-primary" href="/logg-inn">${t('code.toLogin')}</a></p>
    </section>`;
  }
}

customElements.define('page-forgotten-password', ForgottenPasswordPage);
