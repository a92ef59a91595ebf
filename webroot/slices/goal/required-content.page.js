import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { EventController } from '../../core/event-controller.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { textArea, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { goalsPath } from './goal-tree.js';
import { goalTools } from './goal-tools.js';
import { plainText } from './plain-text.js';
import '../../core/problem-page.js';
import './texts.js';

const TEXTS = ['needs', 'contributions', 'otherCooperation'];
const textOf = (values) => TEXTS.map((name) => values[name]).join('\n\n');
/** Where each of the contents is written, below the plan's address. */
const PLACES = { GOALS: '/mal', MEASURES: '/mal/oversikt', IMPLEMENTATION: '/mal/oversikt', PARTICIPANTS: '/deltakere',
  COORDINATOR: '/administrer', PERIOD: '/administrer', CONSENT: '/samtykke' };

/** What the law asks for in an individual plan and that stands nowhere else; for the coordinator, what is missing (LAW-1). */
class RequiredContentPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => 'required-content', sections: ['goals', 'activities', 'plan', 'participants', 'consent'],
    onLoad: (content) => this.#onLoad(content) });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get unsavedText() {
    return this.#form?.values ? textOf(this.#form.values) : '';
  }

  async #onLoad(content) {
    this.#resource.value = content;
    if (this.#form) return this.#form.update(content);
    const { planId } = this.params;
    this.#form = new FormController(this, {
      key: `plan-${planId}-required-content`,
      valuesOf: ({ needs, contributions, otherCooperation, revisionOn }) =>
        ({ needs, contributions, otherCooperation, revisionOn: revisionOn ?? '' }),
      send: ({ revisionOn, ...texts }, { version }) =>
        api.put(`/plans/${planId}/required-content`, { ...texts, revisionOn: revisionOn || null }, { version }),
      savedText: t('law.saved'),
      onSaved: (saved) => (this.#resource.value = saved),
    });
    await this.#form.open(content);
  }

  render() {
    const { failure, retry, value: content } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values || !currentPlan.home) return loading();
    return html`<section class="page page-reading">
      <h1>${t('law.heading')}</h1>
      ${goalTools(this.params.planId, currentPlan.home, 'law')}
      <p class="lead">${t('law.lead')}</p>
      ${currentPlan.home.me.role === 'COORDINATOR' ? this.#missing(content.missing) : nothing}
      ${currentPlan.home.myRights.goals === 'WRITE' ? this.#edit() : this.#view(content)}
    </section>`;
  }

  #missing(missing) {
    if (missing.length === 0) return html`<p class="banner banner-info">${icon('check-circle')} <span>${t('law.complete')}</span></p>`;
    return html`<section class="panel" aria-labelledby="missing-heading">
      <h2 id="missing-heading">${t('law.missing')}</h2>
      <ul>${missing.map((item) => html`<li><a class="standalone-link" href=${this.#placeOf(item)}>${t(`lawItem.${item}`)}</a></li>`)}</ul>
    </section>`;
  }

  #placeOf(item) {
    if (item === 'PERIOD' && currentPlan.home.plannedEnd) return '#revisionOn';
    return PLACES[item] ? `/planer/${this.params.planId}${PLACES[item]}` : `#${fieldOf(item)}`;
  }

  #view(content) {
    return html`${TEXTS.map((name) => html`<section><h2>${t(`law.${name}`)}</h2>${content[name] ? plainText(content[name])
      : html`<p class="muted">${t('law.none')}</p>`}</section>`)}
      ${content.revisionOn ? html`<p>${t('law.revision', { day: formatDate(content.revisionOn) })}</p>` : nothing}`;
  }

  #edit() {
    const form = this.#form;
    if (form.conflict) return conflictChoice(form, textOf, t('law.conflict'));
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${TEXTS.map((name) => textArea({ name, label: t(`law.${name}`), hint: t(`law.${name}Hint`), value: form.values[name], rows: 4,
        maxlength: 5000, error: form.errorOf(name), onInput: (value) => form.change({ [name]: value }) }))}
      ${textField({ name: 'revisionOn', type: 'date', label: t('law.revisionOn'), hint: t('law.revisionOnHint'),
        value: form.values.revisionOn, error: form.errorOf('revisionOn'), onInput: (revisionOn) => form.change({ revisionOn }) })}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('law.save'))}
        <a class="button button-link" href=${goalsPath(this.params.planId)}>${t('goals.back')}</a></p>
    </form>`;
  }
}

function fieldOf(item) {
  return { NEEDS: 'needs', CONTRIBUTIONS: 'contributions', OTHER_COOPERATION: 'otherCooperation' }[item];
}

customElements.define('page-required-content', RequiredContentPage);
