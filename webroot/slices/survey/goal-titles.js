import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { currentPlan } from '../plan/plan.js';

/** The goals of the plan, active and in history, for those who may read goals; loaded once the plan is known. */
export class GoalTitles {
  /** @type {{id: string, title: string, inHistory: boolean}[]} */
  goals = [];
  #host;
  #asked = false;

  /** @param {import('../../core/element.js').SamklangElement & {params: Record<string, string>}} host with the parameter `planId` */
  constructor(host) {
    this.#host = host;
    new EventController(host, currentPlan, { change: () => this.#load() });
    host.addController(this);
  }

  hostConnected() {
    void this.#load();
  }

  /** @param {string} id */
  titleOf(id) {
    return this.goals.find((goal) => goal.id === id)?.title ?? '…';
  }

  async #load() {
    if (this.#asked || !currentPlan.home || currentPlan.home.myRights.goals === 'NONE') return;
    this.#asked = true;
    const path = `/plans/${this.#host.params.planId}/goals`;
    const answers = await Promise.all([api.get(path, { background: true }), api.get(`${path}?history=true`, { background: true })])
      .catch(() => []);
    const byId = new Map(answers.flatMap(({ items }) => items).map((goal) => [goal.id, goal]));
    this.goals = [...byId.values()];
    this.#host.requestUpdate();
  }
}
