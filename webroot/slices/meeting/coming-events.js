import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { queryString } from '../../core/api.js';
import { addDays, today } from '../../core/dates.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { itemPath, whenText } from '../calendar/calendar-items.js';
import { localNow, localTime } from '../calendar/local-time.js';
import { PlanResource } from '../plan/plan-resource.js';
import '../calendar/texts.js';
import './texts.js';

const DAYS = 30;
const SHOWN = 4;

/** The next events and meetings of a plan, on its start page (HOME-1). */
class ComingEvents extends SamklangElement {
  static properties = { params: { attribute: false } };

  #resource = new PlanResource(/** @type {any} */ (this), { sections: ['calendar', 'meetings'],
    path: () => `calendar${queryString({ from: today(), to: addDays(today(), DAYS) })}` });

  constructor() {
    super();
    /** @type {Record<string, string>} with `planId` */
    this.params = {};
  }

  render() {
    const { value, failure } = this.#resource;
    if (failure) return nothing;
    const { planId } = this.params;
    return html`<section class="panel coming-events" aria-labelledby="coming-heading">
      <h2 id="coming-heading">${t('coming.heading')}</h2>
      ${value ? this.#list(value.items) : nothing}
      <p class="actions"><a class="standalone-link" href="/planer/${planId}/kalender">${t('coming.all')}</a>
        <a class="standalone-link" href="/planer/${planId}/moter">${t('coming.meetings')}</a></p>
    </section>`;
  }

  #list(items) {
    const now = localNow();
    const isComing = ({ kind, allDay, end }) => kind !== 'ACTIVITY' && (allDay ? end >= now.slice(0, 10) : localTime(end) > now);
    const coming = items.filter(isComing).slice(0, SHOWN);
    if (coming.length === 0) return html`<p class="muted">${t('coming.none')}</p>`;
    return html`<ul class="list-plain home-messages">${coming.map((item) => html`<li><a href=${itemPath(this.params.planId, item)}>
      <span class="home-subject">${icon(item.kind === 'MEETING' ? 'people' : 'calendar3')} <bdi>${item.title}</bdi></span>
      <span class="muted">${whenText(item)}</span></a></li>`)}</ul>`;
  }
}

customElements.define('coming-events', ComingEvents);
