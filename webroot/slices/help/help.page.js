import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { session } from '../../core/session.js';
import { icon } from '../../design/icon.js';
import '../organisation/administrator-contact.js';
import './texts.js';

const TOPICS = { login: 4, noCode: 4, locked: 2, read: 3, write: 5, people: 4, consent: 5, newPlan: 4, runs: 4, safe: 3 };

/** Short help and contact information. */
class HelpPage extends Page {
  render() {
    return html`<section class="page page-reading">
      <h1>${t('help.heading')}</h1>
      <p class="lead">${t('help.lead')}</p>
      <section class="panel">
        <h2>${icon('person-lines-fill')} ${t('help.contact.heading')}</h2>
        <p>${t('help.contact.first')}</p>
        <p>${t('help.contact.second')}</p>
        ${session.me ? html`<administrator-contact></administrator-contact>` : nothing}
        <p><strong>${t('help.contact.urgent')}</strong></p>
      </section>
      ${Object.entries(TOPICS).map(([topic, steps]) => this.#topic(topic, steps))}
      <p class="aside">${t('help.makers')} <a href="/api">${t('help.contract')}</a></p>
    </section>`;
  }

  #topic(topic, steps) {
    return html`<section class="prose">
      <h2>${t(`help.${topic}.heading`)}</h2>
      <ul>${Array.from({ length: steps }, (_, index) => html`<li>${t(`help.${topic}.${index + 1}`)}</li>`)}</ul>
    </section>`;
  }
}

customElements.define('page-help', HelpPage);
