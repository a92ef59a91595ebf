import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { AREAS } from './rights.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { roleName } from '../person/person-badge.js';
import '../../core/problem-page.js';
import './rights-matrix.js';
import './texts.js';

/** "Hvem kan se hva?" (PART-6): the rights of all participants, changed by those who may; or the participants by area. */
class AccessMatrixPage extends Page {
  #matrix = new PlanResource(this, { path: () => 'rights' });

  get #byPart() {
    return this.query.get('vis') === 'deler';
  }

  get #mayChange() {
    return this.#matrix.value.items.some(({ maxRights }) => maxRights);
  }

  render() {
    const { failure, retry, value } = this.#matrix;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!value) return loading();
    const here = `/planer/${this.params.planId}`;
    const tab = (byPart, address, text) => html`<a href=${address} aria-current=${byPart === this.#byPart ? 'page' : nothing}>${text}</a>`;
    return html`<section class="page">
      <p><a class="back" href="${here}/deltakere">${icon('arrow-left')} ${t('participant.back')}</a></p>
      <h1>${t('accessMatrix.heading')}</h1>
      <p class="lead">${t(this.#mayChange ? 'accessMatrix.leadChange' : 'accessMatrix.lead')}</p>
      <p><a class="link-with-icon" href="${here}/hvem-har-sett">${icon('clock-history')} ${t('accessMatrix.accessLog')}</a></p>
      <div class="panel"><h2>${t('accessMatrix.allHeading')}</h2><p>${t('accessMatrix.all')}</p>
        <p>${t('accessMatrix.log')}</p><p>${t('accessMatrix.messages')}</p></div>
      <nav class="folders" aria-label=${t('accessMatrix.views')}>
        ${tab(false, `${here}/hvem-ser-hva`, t('accessMatrix.byPerson'))}
        ${tab(true, `${here}/hvem-ser-hva?vis=deler`, t('accessMatrix.byPart'))}
      </nav>
      ${this.#byPart ? this.#parts() : this.#persons()}
    </section>`;
  }

  #persons() {
    return html`<rights-matrix
      .matrix=${this.#matrix.value} .planId=${this.params.planId} .planType=${currentPlan.home?.type ?? ''}
      @saved=${(event) => this.#saved(event.detail)}
    ></rights-matrix>`;
  }

  // A frame may have brought a newer state than the answer.
  #saved({ participantId, rights, rightsVersion, role, endsOn, consentScope, deviates, rightsReason }) {
    const saved = { rights, rightsVersion, role, deviates: Boolean(deviates), reason: rightsReason ?? null, endsOn: endsOn ?? null,
      consentScope: consentScope ?? null };
    const items = this.#matrix.value.items.map((row) =>
      (row.participantId === participantId && row.rightsVersion <= rightsVersion ? { ...row, ...saved } : row));
    this.#matrix.value = { ...this.#matrix.value, items };
    void this.#matrix.refresh();
  }

  #parts() {
    return html`<ul class="list-plain people people-wide">${AREAS.map((area) => html`<li class="panel">
      <h2>${t(`area.${area}`)}</h2>
      ${this.#names(area, 'WRITE', 'pencil-square')} ${this.#names(area, 'READ', 'eye')} ${this.#names(area, 'NONE', 'eye-slash')}
    </li>`)}</ul>`;
  }

  #names(area, level, iconName) {
    const those = this.#matrix.value.items.filter(({ rights }) => (rights.areas[area] ?? 'NONE') === level);
    if (those.length === 0) return nothing;
    return html`<h3>${icon(iconName)} ${t(`accessMatrix.level.${level}`)}</h3>
      <ul class="name-list">${those.map((one) => html`<li>
        ${one.name} <span class="muted">${roleName(one.role, currentPlan.home?.type)}${one.open ? ''
          : `, ${t('accessMatrix.shutShort')}`}</span>
      </li>`)}</ul>`;
  }
}

customElements.define('page-access-matrix', AccessMatrixPage);
