import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { session } from '../../core/session.js';
import { icon } from '../../design/icon.js';
import { contactLinks } from '../person/contact-links.js';
import { contactLink, serviceStatement } from './service-statement.js';
import '../organisation/administrator-contact.js';
import '../organisation/help-contact-list.js';
import './texts.js';

/** Who to ask, in order: the plan's coordinator, the local administrator, support (HELP-1). */
class HelpContact extends SamklangElement {
  static properties = { planId: { attribute: false }, coordinator: { state: true }, support: { state: true } };

  constructor() {
    super();
    /** @type {string|null} the plan that the user came from */
    this.planId = null;
    /** @type {{name: string, mobile: string|null, phone: string|null, email: string|null}|null} */
    this.coordinator = null;
    /** @type {string|null} */
    this.support = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    const [statement, home] = await Promise.all([serviceStatement(), this.#home()]);
    Object.assign(this, { support: statement.support ?? null, coordinator: home ? coordinatorOf(home) : null });
  }

  // in the background: it is no visit to the plan
  #home() {
    return this.planId && session.isActive ? api.get(`/plans/${this.planId}`, { background: true }).catch(() => null) : null;
  }

  render() {
    return html`<section class="panel" aria-labelledby="help-contact">
      <h2 id="help-contact">${icon('person-lines-fill')} ${t('help.contact.heading')}</h2>
      <ol class="help-contacts">
        <li><p>${t('help.contact.first')}</p>
          ${this.coordinator ? html`<p><bdi>${this.coordinator.name}</bdi></p> ${contactLinks(this.coordinator)}` : nothing}</li>
        <li><p>${t('help.contact.second')}</p>
          ${session.isActive ? html`<administrator-contact></administrator-contact>` : nothing}</li>
        <li><p>${t('help.contact.third')}</p>
          ${this.support ? html`<p>${contactLink(this.support)}</p>` : nothing}</li>
      </ol>
      <help-contact-list></help-contact-list>
      <p><strong>${t('help.contact.urgent')}</strong></p>
    </section>`;
  }
}

function coordinatorOf({ coordinator, participants }) {
  const person = participants.find(({ participantId }) => participantId === coordinator?.participantId);
  return person && !person.me ? { ...coordinator, name: person.name } : null;
}

customElements.define('help-contact', HelpContact);
