import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

/** The top of every page: menu, unread messages, "?" and "Logg ut" (LOGIN-8, LIST-6). Event: `log-out`. */
class SiteHeader extends SamklangElement {
  static properties = {
    me: { attribute: false },
    current: { attribute: false },
    unread: { state: true },
    leaving: { state: true },
  };

  constructor() {
    super();
    this.me = null;
    this.current = '';
    this.unread = null;
    this.leaving = false;
    new Listen(this, live, {
      hello: (event) => (this.unread = event.detail.unread.total),
      unread: (event) => (this.unread = event.detail.total),
    });
  }

  willUpdate(changed) {
    if (changed.has('me')) Object.assign(this, { unread: this.me?.unread ?? 0, leaving: false });
  }

  render() {
    return html`<div class="site-header">
      <a class="brand" href=${this.me ? '/planer' : '/logg-inn'}>${icon('soundwave')} ${t('frame.name')}</a>
      ${this.#isIn ? this.#menu() : nothing}
      <div class="site-tools">
        ${this.#isIn && this.unread > 0 ? this.#unread() : nothing}
        <a class="tool" href="/hjelp" aria-label=${t('frame.help')} title=${t('frame.help')}>${icon('question-circle')}</a>
        ${this.me
          ? html`<button type="button" class="tool" ?disabled=${this.leaving} @click=${this.#logOut}>
              ${icon('box-arrow-right')} ${t('frame.logOut')}
            </button>`
          : nothing}
      </div>
    </div>`;
  }

  /** Whether the rest is open, and not only what must be done first. */
  get #isIn() {
    return this.me !== null && this.me.next !== 'TERMS' && !this.me.passwordChangeRequired;
  }

  #menu() {
    return html`<nav class="site-menu" aria-label=${t('frame.menu')}>
      ${this.#link('/planer', t('frame.plans'))}
      ${this.me.permissions.includes('ADMINISTER_ORGANISATION') ? this.#link('/virksomhet/varsler', t('frame.organisation')) : nothing}
      ${this.#link('/profil', t('frame.profile'))}
    </nav>`;
  }

  #link(path, words) {
    const [, place] = path.split('/');
    const here = this.current === path || (place === 'virksomhet' && this.current.startsWith('/virksomhet/'));
    return html`<a href=${path} aria-current=${here ? 'page' : nothing}>${words}</a>`;
  }

  #unread() {
    const words = t('frame.unread', { n: this.unread });
    return html`<a class="tool unread-total" href="/planer" title=${words}>
      ${icon('envelope-fill')}<span aria-hidden="true">${this.unread}</span><span class="visually-hidden">${words}</span>
    </a>`;
  }

  #logOut() {
    this.leaving = true;
    this.emit('log-out');
    // When the server couldn't be told, the button must work again.
    setTimeout(() => (this.leaving = false), 3_000);
  }
}

customElements.define('site-header', SiteHeader);
