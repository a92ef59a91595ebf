import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { formatDate } from '../app/format.js';
import { currentPlan } from '../app/plan.js';
import { PlanResource } from '../app/plan-resource.js';
import { AREAS } from '../app/rights.js';
import { t } from '../app/i18n.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import { roleName } from '../components/person-badge.js';
import { rightsWords } from '../components/rights-words.js';
import '../components/problem-page.js';

/** The owner's page: everything that anyone may see and do, in plain words (PART-6). */
class WhoSeesWhatPage extends Page {
  #matrix = new PlanResource(this, { path: () => 'rights' });

  get #byPart() {
    return this.query.get('vis') === 'deler';
  }

  render() {
    const { failure, retry, value } = this.#matrix;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!value) return loading();
    const here = `/planer/${this.params.planId}`;
    const tab = (byPart, address, words) => html`<a href=${address} aria-current=${byPart === this.#byPart ? 'page' : nothing}>${words}</a>`;
    return html`<section class="page">
      <p><a class="back" href="${here}/deltakere">${icon('arrow-left')} ${t('participant.back')}</a></p>
      <h1>${t('whoSees.heading')}</h1>
      <p class="lead">${t('whoSees.lead')}</p>
      <p><a class="way-on" href="${here}/hvem-har-sett">${icon('clock-history')} ${t('whoSees.seen')}</a></p>
      <div class="panel"><h2>${t('whoSees.allHeading')}</h2><p>${t('whoSees.all')}</p><p>${t('whoSees.messages')}</p></div>
      <nav class="folders" aria-label=${t('whoSees.views')}>
        ${tab(false, `${here}/hvem-ser-hva`, t('whoSees.byPerson'))} ${tab(true, `${here}/hvem-ser-hva?vis=deler`, t('whoSees.byPart'))}
      </nav>
      ${this.#byPart ? this.#parts() : this.#persons()}
    </section>`;
  }

  #persons() {
    return html`<ul class="plain people people-wide">${this.#matrix.value.items.map((one) => this.#person(one))}</ul>`;
  }

  #person(one) {
    const name = html`<a href="/planer/${this.params.planId}/deltakere/${one.participantId}">${one.name}</a>`;
    return html`<li class="panel">
      <h2>${name}${one.me ? html` <span class="person-me">(${t('role.me')})</span>` : nothing}</h2>
      <p class="person-role">${roleName(one.role, currentPlan.home?.type)}</p>
      ${this.#standing(one)} ${rightsWords(one.rights)}
    </li>`;
  }

  #standing({ role, decides, open, endsOn, substitute }) {
    const runs = role === 'COORDINATOR' || substitute;
    return html`
      ${open ? nothing : html`<p class="banner">${icon('lock-fill')} <span>${t('whoSees.shut')}</span></p>`}
      ${runs ? html`<p>${icon('diagram-3')} ${t(substitute ? 'whoSees.standsIn' : 'whoSees.runs')}</p>` : nothing}
      ${decides ? html`<p>${icon('star')} ${t(role === 'OWNER' ? 'whoSees.owner' : 'whoSees.guardian')}</p>` : nothing}
      ${endsOn ? html`<p>${icon('calendar-event')} ${t('participants.until', { date: formatDate(endsOn) })}</p>` : nothing}
    `;
  }

  #parts() {
    return html`<ul class="plain people people-wide">${AREAS.map((area) => html`<li class="panel">
      <h2>${t(`area.${area}`)}</h2>
      ${this.#who(area, 'WRITE', 'pencil-square')} ${this.#who(area, 'READ', 'eye')} ${this.#who(area, 'NONE', 'eye-slash')}
    </li>`)}</ul>`;
  }

  #who(area, level, sign) {
    const those = this.#matrix.value.items.filter(({ rights }) => (rights.areas[area] ?? 'NONE') === level);
    if (those.length === 0) return nothing;
    return html`<h3>${icon(sign)} ${t(`whoSees.level.${level}`)}</h3>
      <ul class="who">${those.map((one) => html`<li>
        ${one.name} <span class="quiet">${roleName(one.role, currentPlan.home?.type)}${one.open ? '' : `, ${t('whoSees.shutShort')}`}</span>
      </li>`)}</ul>`;
  }
}

customElements.define('page-who-sees-what', WhoSeesWhatPage);
