import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { goalPicture } from './goal-picture.js';
import { activityPath, goalPath, mainGoals } from './goal-tree.js';
import './texts.js';

/**
 * The menu of goals and activities (GOAL-1): a nested list with disclosure buttons, whose links say which is open. A list rather
 * than an ARIA tree, since a screen reader's user reads and jumps in it as in any other list of links.
 */
class GoalMenu extends SamklangElement {
  static properties = {
    planId: { attribute: false },
    tree: { attribute: false },
    opened: { attribute: false },
    folded: { state: true },
  };

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').GoalTree|null} */
    this.tree = null;
    /** The id of the goal or activity that is shown. */
    this.opened = '';
    /** @type {Set<string>} ids of the goals whose activities are hidden */
    this.folded = new Set();
  }

  #toggle(id) {
    const folded = new Set(this.folded);
    if (!folded.delete(id)) folded.add(id);
    this.folded = folded;
  }

  render() {
    const { items, activities } = this.tree;
    return html`<nav class="goal-menu" aria-label=${t('goals.menu')}>
      ${items.length > 0
        ? html`<ul>${repeat(mainGoals(this.tree), ({ goal }) => goal.id, ({ goal, below }) => this.#goal(goal, below))}</ul>` : nothing}
      ${activities.length > 0
        ? html`<h2>${t('goals.withoutGoal')}</h2><ul>${activities.map((activity) => this.#activity(activity))}</ul>` : nothing}
    </nav>`;
  }

  #goal(goal, below = []) {
    const hasMore = goal.activities.length + below.length > 0;
    const isFolded = this.folded.has(goal.id);
    return html`<li>
      <div class="goal-menu-row">
        <a class="goal-menu-goal" href=${goalPath(this.planId, goal.id)} aria-current=${this.#current(goal.id)}>
          ${goalPicture(this.planId, goal, { small: true })}
          <span><span class="goal-menu-title" dir="auto">${goal.title}</span>
            <span class="goal-menu-facts">${t('goals.percent', { n: goal.progress })}${proposal(goal)}</span></span>
        </a>
        ${hasMore ? html`<button type="button" class="icon-button" aria-expanded=${!isFolded}
          aria-label=${t('goals.toggle', { title: goal.title })} @click=${() => this.#toggle(goal.id)}>${icon(
            isFolded ? 'chevron-down' : 'chevron-up')}</button>` : nothing}
      </div>
      ${hasMore && !isFolded ? html`<ul>
        ${goal.activities.map((activity) => this.#activity(activity))}
        ${repeat(below, ({ id }) => id, (child) => this.#goal(child))}
      </ul>` : nothing}
    </li>`;
  }

  #activity(activity) {
    return html`<li><a class="goal-menu-activity" href=${activityPath(this.planId, activity.id)}
      aria-current=${this.#current(activity.id)}>
      <span class="goal-menu-title" dir="auto">${activity.title}</span>
      <span class="goal-menu-facts">${t(`activityStatus.${activity.status}`)}${proposal(activity)}</span>
    </a></li>`;
  }

  #current(id) {
    return id === this.opened ? 'page' : nothing;
  }
}

function proposal({ agreed, changedSinceAgreed }) {
  if (agreed === 'PROPOSED') return html` · ${t('agreement.proposed')}`;
  return changedSinceAgreed ? html` · ${t('agreement.changed')}` : nothing;
}

customElements.define('goal-menu', GoalMenu);
