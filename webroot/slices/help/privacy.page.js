import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { ContentController } from './content-controller.js';
import { contactLink, serviceStatement } from './service-statement.js';
import './texts.js';

const PARTS = ['what', 'why', 'who', 'logged', 'notices', 'browser', 'deleted'];
const KEPT = ['bin', 'deletedDrafts', 'formDrafts', 'knownDevices', 'sessions', 'notices', 'accessLog', 'securityLog', 'registerLog',
  'unusedAccounts'];

/** The privacy notice: what is stored, why, and how long by the service's settings (HELP-3). */
class PrivacyPage extends Page {
  #statement = new ContentController(this, serviceStatement);

  render() {
    return this.#statement.render(({ keptDays, privacyContact }) => html`<section class="page page-reading prose">
      <h1>${t('privacy.heading')}</h1>
      <p class="lead">${t('privacy.lead')}</p>
      ${PARTS.map((part) => this.#part(part))}
      ${keptDays ? html`<h2>${t('privacy.kept.heading')}</h2>
        <p>${t('privacy.kept.text')}</p>
        <ul>${KEPT.map((kind) => html`<li>${t(`privacy.kept.${kind}`, { n: keptDays[kind] })}</li>`)}</ul>` : nothing}
      ${this.#part('rights')}
      ${privacyContact ? html`<p>${t('privacy.officer')}</p><p>${contactLink(privacyContact)}</p>` : nothing}
    </section>`);
  }

  #part(part) {
    return html`<h2>${t(`privacy.${part}.heading`)}</h2><p>${t(`privacy.${part}.text`)}</p>`;
  }
}

customElements.define('page-privacy', PrivacyPage);
