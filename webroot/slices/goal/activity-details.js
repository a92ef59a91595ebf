import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { today } from '../../core/dates.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { agreementTag, evaluation, period, presenceLine, responsibleNames } from './element-facts.js';
import { activityPath, canTakeBack, goalPath, goalsPath } from './goal-tree.js';
import { plainText } from './plain-text.js';
import './element-comments.js';
import './element-menu.js';
import './texts.js';

/** An activity: how it is carried out, when and by whom, how it worked, and its comments (GOAL-3, GOAL-4, GOAL-10). */
class ActivityDetails extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    activity: { attribute: false },
    goal: { attribute: false },
    home: { attribute: false },
    presentOthers: { attribute: false },
  };

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').Activity} */
    this.activity = null;
    /** @type {import('contract').Goal|null} null when the user may not read it */
    this.goal = null;
    /** @type {import('contract').PlanHome} */
    this.home = null;
    /** @type {string[]} the names of those who have it open too */
    this.presentOthers = [];
  }

  updated() {
    this.emit('page-updated'); // the heading is here
  }

  render() {
    const { planId, activity, goal, home } = this;
    const canWrite = home.myRights.activities === 'WRITE';
    return html`<article class="goal-details">
      <p class="back-line">${goal
        ? html`<a href=${goalPath(planId, goal.id)}>${icon('chevron-left')} <span dir="auto">${goal.title}</span></a>`
        : html`<a href=${goalsPath(planId)}>${icon('chevron-left')} ${t('goals.toList')}</a>`}</p>
      <h1 dir="auto">${activity.title}</h1>
      <p class="goal-facts"><span class="tag">${t(`activityStatus.${activity.status}`)}</span> ${agreementTag(activity)}
        ${activity.inHistory ? html`<span class="tag">${icon('clock-history')} ${t('goals.inHistory')}</span>` : nothing}</p>
      ${presenceLine(this.presentOthers)}
      ${activity.description ? plainText(activity.description) : nothing}
      <dl class="description-list">${this.#facts().map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      <element-menu .planId=${planId} .element=${activity} .kind=${'activity'} .canWrite=${canWrite} .canMove=${canWrite}
        .canTakeBack=${canTakeBack(activity, goal, home.myRights)} .canAgree=${home.myRights.agree}
        .editHref=${`${activityPath(planId, activity.id)}/endre`}></element-menu>
      <element-comments .planId=${planId} .element=${activity} .home=${home} .canWrite=${canWrite}></element-comments>
    </article>`;
  }

  #facts() {
    const { activity, home } = this;
    return [
      [t('activity.when'), period(activity)],
      [t('activity.responsible'), responsibleNames(activity, home)],
      [t('activity.evaluation'), evaluation(activity, today())],
      [t('activity.registered'), formatDate(activity.registeredOn)],
    ].filter(([, value]) => value && value !== nothing);
  }
}

customElements.define('activity-details', ActivityDetails);
