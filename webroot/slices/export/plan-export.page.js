import { html } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { t } from '../../core/i18n.js';
import { deniedPage } from '../../core/problem-page.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import './data-export.js';
import './texts.js';

/** The whole plan to download, for the owner and who decides for them (LAW-2). */
class PlanExportPage extends Page {
  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  render() {
    const { home } = currentPlan;
    if (!home) return loading();
    if (!home.myRights.exportPlan) return deniedPage('');
    return html`<section class="page page-reading">
      <p class="back-line"><a href="/planer/${this.params.planId}">${icon('chevron-left')} ${t('export.back')}</a></p>
      <h1>${t('export.planHeading')}</h1>
      <p class="lead">${t('export.planLead')}</p>
      <div class="panel">
        <p>${t('export.planContent')}</p>
        <p>${t('export.careful')}</p>
        <data-export .planId=${this.params.planId}></data-export>
      </div>
    </section>`;
  }
}

customElements.define('page-plan-export', PlanExportPage);
