import { html } from 'lit';
import { Page } from '../app/element.js';
import { t } from '../app/i18n.js';

/** After a no to the terms: what that means, and the way back (LOGIN-3). */
class TermsDeclinedPage extends Page {
  render() {
    return html`<section class="page page-narrow">
      <h1>${t('declined.heading')}</h1>
      <p class="lead">${t('declined.lead')}</p>
      <p>${t('declined.text')}</p>
      <p class="actions"><a class="btn btn-primary" href="/logg-inn">${t('declined.again')}</a> <a href="/hjelp">${t('frame.helpAndContact')}</a></p>
    </section>`;
  }
}

customElements.define('page-terms-declined', TermsDeclinedPage);
