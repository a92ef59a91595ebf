import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { aboutPath } from '../about/about-picture.js';
import { lifeAreaPath, surveyPath } from '../survey/survey-places.js';
import { PlanResource } from './plan-resource.js';
import './texts.js';

const SHOWN = 8;
const ICONS = { goals: 'signpost-split', activities: 'check2-circle', comments: 'journal-text', calendar: 'calendar3',
  documents: 'file-earmark-text', participants: 'person-plus', about: 'person-lines-fill', survey: 'card-list', emergency: 'telephone',
  specialistPlans: 'journal-text', meetings: 'people' };

/** What others have done in the plan since the user's last visit, each a link to its place (HOME-4). */
class PlanNews extends SamklangElement {
  static properties = { params: { attribute: false }, all: { state: true } };

  #resource = new PlanResource(/** @type {any} */ (this), { path: () => 'news',
    sections: ['goals', 'activities', 'comments', 'calendar', 'documents', 'participants', 'about', 'survey', 'emergency',
      'specialistPlans', 'meetings'] });

  constructor() {
    super();
    /** @type {Record<string, string>} with `planId` */
    this.params = {};
    this.all = false;
  }

  render() {
    const items = this.#resource.value?.items ?? [];
    if (items.length === 0) return nothing;
    const shown = this.all ? items : items.slice(0, SHOWN);
    return html`<section class="panel" aria-labelledby="news-heading">
      <h2 id="news-heading">${t('news.heading')}</h2>
      <ul class="list-plain home-messages">${shown.map((item) => html`<li><a href=${this.#address(item)}>
        <span class="home-subject">${icon(ICONS[item.section])} ${t(`news.${item.section}`)}${item.title
          ? html`: <bdi>${item.title}</bdi>` : nothing}</span>
        <span class="muted">${item.by ? t('news.by', { name: item.by, when: formatMoment(item.at) }) : formatMoment(item.at)}</span>
      </a></li>`)}</ul>
      ${items.length > shown.length ? html`<button type="button" class="button button-link"
        @click=${() => (this.all = true)}>${t('news.all', { n: items.length })}</button>` : nothing}
    </section>`;
  }

  #address({ section, id, goalId, activityId, area }) {
    const plan = `/planer/${this.params.planId}`;
    if (section === 'participants') return `${plan}/deltakere/${id}`;
    if (section === 'calendar') return `${plan}/kalender/${id}`;
    if (section === 'meetings') return `${plan}/moter/${id}`;
    if (section === 'documents') return `${plan}/dokumenter/${id}`;
    if (section === 'about') return aboutPath(this.params.planId);
    if (section === 'survey') return lifeAreaPath(this.params.planId, area);
    if (section === 'emergency') return `${surveyPath(this.params.planId)}/vanskelig`;
    if (section === 'specialistPlans') return `${surveyPath(this.params.planId)}/fagplaner`;
    return activityId ? `${plan}/aktiviteter/${activityId}` : `${plan}/mal/${goalId}`;
  }
}

customElements.define('plan-news', PlanNews);
