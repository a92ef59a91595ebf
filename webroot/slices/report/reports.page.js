import { html } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { Problem } from '../../core/problem.js';
import { session } from '../../core/session.js';
import { REPORTS } from './report-names.js';
import '../../core/problem-page.js';
import './texts.js';

/** "Rapporter": the reports that there are (REP-1). */
class ReportsPage extends Page {
  render() {
    if (!session.me?.permissions.includes('ADMINISTER_ORGANISATION')) {
      return html`<problem-page .problem=${new Problem(403, { code: 'access.denied' })} .reason=${'report'}></problem-page>`;
    }
    return html`<section class="page page-reading">
      <h1>${t('reports.heading')}</h1>
      <p class="lead">${t('reports.lead')}</p>
      <ul class="list-plain rows">${Object.entries(REPORTS).map(([address, name]) => html`<li><div>
        <a class="row-action row-name" href="/rapporter/${address}">${t(`reports.name.${name}`)}</a>
        <p class="muted">${t(`reports.what.${name}`)}</p></div></li>`)}</ul>
      <p class="muted">${t('reports.privacy')}</p>
    </section>`;
  }
}

customElements.define('page-reports', ReportsPage);
