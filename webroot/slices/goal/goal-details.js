import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { agreementTag, presenceLine } from './element-facts.js';
import { goalPicture } from './goal-picture.js';
import { activityPath, canMoveGoal, canTakeBack, findGoal, goalPath, goalsPath, subGoals } from './goal-tree.js';
import { plainText } from './plain-text.js';
import { progressBar } from './progress-bar.js';
import './element-comments.js';
import './element-menu.js';
import './progress-chart.js';
import './texts.js';

/** A goal: what is wanted, how far it has come, its sub-goals and activities, and its comments (GOAL-2, GOAL-4). */
class GoalDetails extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    goal: { attribute: false },
    tree: { attribute: false },
    home: { attribute: false },
    presentOthers: { attribute: false },
  };

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').Goal} */
    this.goal = null;
    /** @type {import('contract').GoalTree} */
    this.tree = null;
    /** @type {import('contract').PlanHome} */
    this.home = null;
    /** @type {string[]} the names of those who have it open too */
    this.presentOthers = [];
  }

  get #canWrite() {
    return this.home.myRights.goals === 'WRITE';
  }

  updated() {
    this.emit('page-updated'); // the heading is here
  }

  render() {
    const { planId, goal, tree, home } = this;
    return html`<article class="goal-details">
      <p class="back-line"><a href=${goalsPath(planId)}>${icon('chevron-left')} ${t('goals.toList')}</a></p>
      <h1 dir="auto">${goal.title}</h1>
      <p class="goal-facts">${agreementTag(goal)} ${goal.inHistory ? html`<span class="tag">${icon('clock-history')}
        ${t('goals.inHistory')}</span>` : nothing}
        <span class="muted">${t('goal.registeredOn', { day: formatDate(goal.registeredOn) })}</span></p>
      ${presenceLine(this.presentOthers)}
      ${goalPicture(planId, goal)}
      ${progressBar(goal.progress)}
      ${goal.description ? plainText(goal.description) : nothing}
      <element-menu .planId=${planId} .element=${goal} .kind=${'goal'} .canWrite=${this.#canWrite}
        .canMove=${canMoveGoal(tree, goal, home.myRights)} .canTakeBack=${canTakeBack(goal, findGoal(tree, goal.parentId), home.myRights)}
        .canAgree=${home.myRights.agree} .editHref=${`${goalPath(planId, goal.id)}/endre`}
        .pictureHref=${`${goalPath(planId, goal.id)}/bilde`}></element-menu>
      ${this.#activities()} ${this.#below()}
      <details class="goal-chart"><summary>${t('goal.overTime')}</summary>
        <progress-chart .planId=${planId} .goal=${goal}></progress-chart></details>
      <element-comments .planId=${planId} .element=${goal} .home=${home} .canWrite=${this.#canWrite}></element-comments>
    </article>`;
  }

  #activities() {
    const { planId, goal, home } = this;
    const canAdd = home.myRights.activities === 'WRITE' && !goal.inHistory;
    if (home.myRights.activities === 'NONE') return nothing;
    return html`<section aria-labelledby="activities-heading">
      <h2 id="activities-heading">${t('goal.activities')}</h2>
      ${goal.activities.length > 0
        ? html`<ul class="element-list">${goal.activities.map((activity) => html`<li><a href=${activityPath(planId, activity.id)}>
          <span dir="auto">${activity.title}</span> <span class="muted">${t(`activityStatus.${activity.status}`)}</span></a></li>`)}</ul>`
        : html`<p class="muted">${t('goal.noActivities')}</p>`}
      ${canAdd ? html`<p><a class="button button-quiet" href="${goalPath(planId, goal.id)}/aktivitet/ny">${icon('plus-lg')}
        ${t('goal.addActivity')}</a></p>` : nothing}
    </section>`;
  }

  #below() {
    const { planId, goal, tree } = this;
    const below = subGoals(tree, goal.id);
    const canAdd = this.#canWrite && goal.parentId === null && !goal.inHistory;
    if (below.length === 0 && !canAdd) return nothing;
    return html`<section aria-labelledby="below-heading">
      <h2 id="below-heading">${t('goal.below')}</h2>
      <ul class="element-list">${below.map((child) => html`<li><a href=${goalPath(planId, child.id)}><span
        dir="auto">${child.title}</span> <span class="muted">${t('goals.percent', { n: child.progress })}</span></a></li>`)}</ul>
      ${canAdd ? html`<p><a class="button button-quiet" href="${goalsPath(planId)}/nytt?under=${goal.id}">${icon('plus-lg')}
        ${t('goal.addBelow')}</a></p>` : nothing}
    </section>`;
  }
}

customElements.define('goal-details', GoalDetails);
