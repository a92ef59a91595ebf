import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { formatDay } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { loading } from '../../design/loading.js';
import { binLink } from '../goal/bin-link.js';
import { plainText } from '../goal/plain-text.js';
import { currentPlan } from '../plan/plan.js';
import { hasPart } from '../plan/plan-parts.js';
import { PlanResource } from '../plan/plan-resource.js';
import { lifeAreaPath, surveyViews } from './survey-places.js';
import '../../core/problem-page.js';
import '../participant/texts.js';
import './texts.js';

/** How it is now in each life area that the user may read (SURV-1). */
class SurveyPage extends Page {
  #resource = new PlanResource(this, { path: () => 'survey', sections: ['survey', 'rights'],
    versions: { survey: ({ version }) => version } });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  render() {
    const { failure, retry, value: survey } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!survey || !home) return loading();
    return html`<section class="page">
      <h1>${t('survey.heading')}</h1>
      ${surveyViews(home, 'areas')}
      <p class="lead">${t('survey.lead')}</p>
      <div class="life-areas">${survey.items.filter(({ lifeArea }) => hasPart(home, lifeArea))
        .map((item) => this.#area(item, home))}</div>
      ${binLink(home)}
    </section>`;
  }

  #area({ lifeArea, text, on, by, statuses }, { myRights }) {
    const canWrite = myRights.areas[lifeArea] === 'WRITE';
    const name = t(`area.${lifeArea}`);
    const link = text ? t('survey.open') : t('survey.openEmpty');
    return html`<section class="panel" aria-labelledby="area-${lifeArea}">
      <h2 id="area-${lifeArea}">${name}</h2>
      ${text ? plainText(text) : html`<p class="muted">${t('survey.none')}</p>`}
      ${on ? html`<p class="muted">${t('survey.writtenOn', { day: formatDay(on), name: by })}${statuses > 1
        ? ` · ${t('survey.statuses', { n: statuses })}` : ''}</p>` : nothing}
      ${text || canWrite ? html`<p><a class="standalone-link" href=${lifeAreaPath(this.params.planId, lifeArea)}
        aria-label="${link}: ${name}">${link}</a></p>` : nothing}
    </section>`;
  }
}

customElements.define('page-survey', SurveyPage);
