import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { contactLinks } from '../person/contact-links.js';
import './texts.js';

/** Whom to ask for help where one is; without login the general contact of each municipality (ORG-1, LOGIN-9). */
class HelpContactList extends SamklangElement {
  static properties = { items: { state: true } };

  constructor() {
    super();
    /** @type {import('contract').HelpContactList['items']} */
    this.items = [];
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    const path = session.me ? '/me/help-contacts' : '/help-contacts';
    ({ items: this.items } = await api.get(path, { background: true }).catch(() => ({ items: [] })));
  }

  render() {
    if (this.items.length === 0) return nothing;
    return html`<h3>${t('helpContacts.shown')}</h3>${this.items.map(({ organisation, contacts }) => html`
      <p><strong><bdi>${organisation}</bdi></strong></p>
      <ul class="list-plain">${contacts.map((one) => html`<li><bdi>${one.name}</bdi>
        ${contactLinks({ mobile: null, phone: one.phone ?? null, email: one.email ?? null })}
        ${one.hours ? html`<span class="muted"><bdi>${one.hours}</bdi></span>` : nothing}</li>`)}
      </ul>`)}`;
  }
}

customElements.define('help-contact-list', HelpContactList);
