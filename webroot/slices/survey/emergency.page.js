import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { formatDate, formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { plainText } from '../goal/plain-text.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { surveyPath, surveyViews } from './survey-places.js';
import '../../core/problem-page.js';
import './texts.js';

/** What to do and whom to call when it gets hard; for every participant, and on one printed page (SURV-2). */
class EmergencyPage extends Page {
  #resource = new PlanResource(this, { path: () => 'emergency', sections: ['emergency'],
    versions: { emergency: ({ version }) => version } });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  render() {
    const { failure, retry, value: emergency } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!emergency || !home) return loading();
    const isEmpty = !emergency.text && emergency.contacts.length === 0;
    return html`<section class="page page-reading emergency">
      <h1>${t('emergency.heading')}</h1>
      ${surveyViews(home, 'emergency')}
      <p class="lead">${t('emergency.lead')}</p>
      <p class="emergency-owner">${t('emergency.printedFor', { name: `${home.owner.firstName} ${home.owner.lastName}` })}</p>
      ${isEmpty ? html`<p class="muted">${t('emergency.none')}</p>` : nothing} ${this.#what(emergency)} ${this.#whom(emergency)}
      <p class="actions">
        ${isEmpty ? nothing : html`<button type="button" class="button button-primary" @click=${() => print()}>${icon('printer')}
          ${t('emergency.print')}</button>`}
        ${home.myRights.editEmergency ? html`<a class="button ${isEmpty ? 'button-primary' : 'button-quiet'}"
          href="${surveyPath(home.id)}/vanskelig/endre">${icon('pencil')}
          ${t(isEmpty ? 'emergency.write' : 'emergency.edit')}</a>` : nothing}
      </p>
      ${emergency.updatedAt ? html`<p class="muted">${t('emergency.updated', { when: formatMoment(emergency.updatedAt),
        name: emergency.updatedBy })}</p>` : nothing}
      <p class="emergency-note">${t('emergency.printedNote', { date: formatDate(new Date().toISOString()) })}</p>
    </section>`;
  }

  #what({ text }) {
    return text ? html`<section><h2>${t('emergency.what')}</h2>${plainText(text)}</section>` : nothing;
  }

  #whom({ contacts }) {
    if (contacts.length === 0) return nothing;
    return html`<section><h2>${t('emergency.whom')}</h2>
      <ol class="list-plain emergency-contacts">${contacts.map(({ name, phone, note }) => html`<li>
        <span><strong dir="auto">${name}</strong> ${note ? html`<span class="muted" dir="auto">${note}</span>` : nothing}</span>
        <a class="emergency-phone" href="tel:${phone.replace(/[^\d+]/gu, '')}" translate="no">${icon('telephone')} ${phone}</a>
      </li>`)}</ol>
    </section>`;
  }
}

customElements.define('page-emergency', EmergencyPage);
