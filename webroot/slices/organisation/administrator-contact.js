import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { contactLinks } from '../person/contact-links.js';
import './texts.js';

/** Who administers the municipality, and how they are reached; nothing when that can't be told. */
class AdministratorContact extends SamklangElement {
  static properties = { administrators: { state: true } };

  constructor() {
    super();
    /** @type {import('contract').AdministratorList['items']} */
    this.administrators = [];
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    const { items } = await api.get('/me/administrators', { background: true }).catch(() => ({ items: [] }));
    this.administrators = items;
  }

  render() {
    if (this.administrators.length === 0) return nothing;
    return html`<h3>${t('administrators.heading')}</h3>
      <ul class="list-plain">${this.administrators.map((one) => html`<li><bdi>${one.name}</bdi> ${contactLinks(one)}</li>`)}</ul>`;
  }
}

customElements.define('administrator-contact', AdministratorContact);
