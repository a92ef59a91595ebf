import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { focusAfter } from '../../core/focus.js';
import { formatDay, formatMoment } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { t } from '../../core/i18n.js';
import { emptyState } from '../../design/empty-state.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { attempt } from './element-actions.js';
import { goalTools } from './goal-tools.js';
import '../../core/problem-page.js';
import './texts.js';

/** What was deleted in the last 30 days, which the coordinator can put back (GOAL-7). */
class BinPage extends Page {
  #resource = new PlanResource(this, { path: () => 'bin?limit=100', sections: ['goals', 'activities', 'comments'] });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  async #restore(item) {
    const isBack = await attempt(() => api.post(`/plans/${this.params.planId}/bin/${item.id}/restore`));
    if (!isBack) return;
    notify(t('bin.restored'));
    const { value } = this.#resource;
    this.#resource.value = { ...value, items: value.items.filter(({ id }) => id !== item.id) };
    await focusAfter(this, 'h1');
  }

  render() {
    const { failure, retry, value: page } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!page || !currentPlan.home) return loading();
    return html`<section class="page">
      <h1>${t('bin.heading')}</h1>
      ${goalTools(this.params.planId, currentPlan.home, 'bin')}
      <p class="lead">${t('bin.lead')}</p>
      ${page.items.length === 0 ? emptyState({ iconName: 'trash', text: t('bin.none') }) : nothing}
      <ul class="bin-list list-plain">${page.items.map((item) => html`<li class="panel">
        <p><strong dir="auto">${item.title || t('bin.untitled')}</strong> <span class="tag">${t(`binKind.${item.kind}`)}</span></p>
        <p class="muted">${t('bin.facts', { by: item.deletedBy, when: formatMoment(item.deletedAt), until: formatDay(item.until) })}</p>
        <button type="button" class="button button-quiet" aria-label=${t('bin.restoreOne', { title: item.title })}
          @click=${() => this.#restore(item)}>${icon('arrow-counterclockwise')} ${t('bin.restore')}</button>
      </li>`)}</ul>
    </section>`;
  }
}

customElements.define('page-bin', BinPage);
