import { html } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { profileMenu } from '../person/profile-menu.js';
import './data-export.js';
import './texts.js';

/** "Min profil": what the system holds about the user, to download (LAW-2). */
class OwnDataPage extends Page {
  render() {
    return html`<section class="page page-reading">
      ${profileMenu('/profil/mine-data')}
      <h1>${t('export.ownHeading')}</h1>
      <p class="lead">${t('export.ownLead')}</p>
      <div class="panel">
        <h2>${t('export.ownContent')}</h2>
        <ul><li>${t('export.ownCard')}</li><li>${t('export.ownWriting')}</li><li>${t('export.ownLogs')}</li></ul>
        <p>${t('export.careful')}</p>
        <data-export></data-export>
      </div>
      <p class="muted">${t('export.ownPlans')}</p>
    </section>`;
  }
}

customElements.define('page-own-data', OwnDataPage);
