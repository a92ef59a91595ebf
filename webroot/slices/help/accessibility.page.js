import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { ContentController } from './content-controller.js';
import { contactLink, serviceStatement } from './service-statement.js';
import './texts.js';

const SUPERVISOR = 'https://www.uutilsynet.no';

/** The municipality's accessibility statement, and where to complain (HELP-3). */
class AccessibilityPage extends Page {
  #statement = new ContentController(this, serviceStatement);

  render() {
    return this.#statement.render(({ accessibilityStatement, accessibilityContact }) => html`<section class="page page-reading prose">
      <h1>${t('accessibility.heading')}</h1>
      <p class="lead">${t('accessibility.lead')}</p>
      <h2>${t('accessibility.statementHeading')}</h2>
      ${accessibilityStatement
        ? html`<p>${t('accessibility.statement')}</p>
          <p><a class="standalone-link" href=${accessibilityStatement}>${t('accessibility.open')}</a></p>`
        : html`<p>${t('accessibility.noStatement')}</p>`}
      <h2>${t('accessibility.canHeading')}</h2>
      <p>${t('accessibility.can')}</p>
      <h2>${t('accessibility.tellHeading')}</h2>
      <p>${t('accessibility.tell')}</p>
      ${accessibilityContact ? html`<p>${contactLink(accessibilityContact)}</p>` : nothing}
      <h2>${t('accessibility.complainHeading')}</h2>
      <p>${t('accessibility.complain')}</p>
      <p><a class="standalone-link" href=${SUPERVISOR}>${t('accessibility.supervisor')}</a></p>
    </section>`);
  }
}

customElements.define('page-accessibility', AccessibilityPage);
