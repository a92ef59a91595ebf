import { html } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import './texts.js';

const PARTS = ['what', 'who', 'logged', 'notices', 'browser', 'deleted', 'rights'];

/** The privacy notice (HELP-3). */
class PrivacyPage extends Page {
  render() {
    return html`<section class="page page-reading prose">
      <h1>${t('privacy.heading')}</h1>
      <p class="lead">${t('privacy.lead')}</p>
      ${PARTS.map((part) => html`<h2>${t(`privacy.${part}.heading`)}</h2><p>${t(`privacy.${part}.text`)}</p>`)}
    </section>`;
  }
}

customElements.define('page-privacy', PrivacyPage);
