import { html } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import './texts.js';

/** Shown after the terms were declined (LOGIN-3). */
class TermsDeclinedPage extends Page {
  render() {
    return html`<section class="page page-narrow">
      <h1>${t('termsDeclined.heading')}</h1>
      <p class="lead">${t('termsDeclined.lead')}</p>
      <p>${t('termsDeclined.text')}</p>
      <p class="actions"><a class="button button-primary" href="/logg-inn">${t('termsDeclined.again')}</a> <a
        href="/hjelp">${t('app.helpAndContact')}</a></p>
    </section>`;
  }
}

customElements.define('page-terms-declined', TermsDeclinedPage);
