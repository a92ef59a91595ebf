import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { t } from './i18n.js';
import { icon } from '../design/icon.js';
import { languageItems } from './language-items.js';
import '../design/menu-button.js';

/**
 * Who is logged in, and what is theirs: profile, password, "Logg ut" (LOGIN-8). On a phone the main menu and the language too.
 * Events: `log-out`, `choose-language` with its tag.
 */
class UserMenu extends SamklangElement {
  static properties = {
    me: { attribute: false },
    links: { attribute: false },
    helpPath: { attribute: false },
    loggingOut: { state: true },
  };

  constructor() {
    super();
    /** @type {import('contract').Me|null} */
    this.me = null;
    /** @type {unknown[]} the links of the main menu; none until the login is complete */
    this.links = [];
    this.helpPath = '/hjelp';
    this.loggingOut = false;
  }

  render() {
    const { firstName, lastName } = this.me;
    const label = html`<span class="tool-person">${icon('person')}</span>
      <bdi class="tool-name">${firstName}<span class="tool-last-name"> ${lastName}</span></bdi>`;
    return html`<menu-button id="user-menu" .label=${label} .name=${t('app.userMenu', { name: `${firstName} ${lastName}` })}
      .content=${() => this.#content()}></menu-button>`;
  }

  #content() {
    const active = this.links.length > 0;
    return html`
      <p class="menu-heading"><bdi>${this.me.firstName} ${this.me.lastName}</bdi></p>
      ${active ? html`<nav class="phone-only" aria-label=${t('app.menu')}><ul class="list-plain">
        ${this.links.map((link) => html`<li>${link}</li>`)}
      </ul></nav>` : nothing}
      <ul class="list-plain">
        ${active ? html`<li><a href="/profil">${icon('person')} ${t('app.profile')}</a></li>
          <li><a href="/bytt-passord">${icon('key')} ${t('app.changePassword')}</a></li>` : nothing}
        <li class="phone-only"><a href=${this.helpPath}>${icon('question-circle')} ${t('app.help')}</a></li>
        <li><button type="button" ?disabled=${this.loggingOut} @click=${() => this.#logOut()}>${icon('box-arrow-right')}
          ${t('app.logOut')}</button></li>
      </ul>
      <section class="phone-only" aria-label=${t('app.language')}>
        <ul class="list-plain">${languageItems()}</ul>
      </section>`;
  }

  #logOut() {
    this.loggingOut = true;
    this.emit('log-out');
    // If the logout fails, the button must work again.
    setTimeout(() => (this.loggingOut = false), 3_000);
  }
}

customElements.define('user-menu', UserMenu);
