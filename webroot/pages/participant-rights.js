import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { KeptForm } from '../app/kept-form.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { PlanResource } from '../app/plan-resource.js';
import { explainField } from '../app/problem.js';
import { decisionText, GIVEN_ROLES, limitedIn, sameRights } from '../app/rights.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { choiceField } from '../components/choice-field.js';
import { focusFirstError, formError, textArea, textField } from '../components/field.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import { roleName } from '../components/person-badge.js';
import { saveState } from '../components/save-state.js';
import '../components/problem-page.js';
import '../components/rights-fields.js';
import '../components/version-choice.js';

/** "Rettighetsdetaljer": what one participant may see and do, area by area (PART-2). */
class ParticipantRightsPage extends Page {
  #form = null;
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, sections: ['rights'], take: (card, background) => this.#take(card, background) });

  get card() {
    return this.#resource.value;
  }

  get keeper() {
    return this.#form?.saver;
  }

  get #api() {
    return `/plans/${this.params.planId}/participants/${this.params.participantId}`;
  }

  get #cardPage() {
    return `/planer/${this.params.planId}/deltakere/${this.params.participantId}`;
  }

  async #take(card, background) {
    if (!card.may.decideRights) {
      // not away from under what is being written: it is refused in words when it is sent
      if (!background || !this.#form?.isChanged) router.go(this.#cardPage, { replace: true });
      return;
    }
    this.#resource.value = card;
    if (this.#form) {
      this.#form.refreshed(card);
      return;
    }
    this.#form = new KeptForm(this, `plan-${this.params.planId}-rights-${this.params.participantId}`, { valuesOf: decision, versionOf: ({ rightsVersion }) => rightsVersion });
    await this.#form.begin(card);
  }

  #submit(event) {
    event.preventDefault();
    void this.#save(this.#form.save(this.#send));
  }

  #send = (written, version) => {
    const body = { ...written, endsOn: written.endsOn || null, consentScope: written.consentScope.trim() || null };
    return api.put(`${this.#api}/rights`, body, { version });
  };

  async #save(saving) {
    if (!(await saving)) return focusFirstError(this);
    notify(t('rights.saved'));
    router.go(this.#cardPage, { replace: true });
  }

  async #takeTheirs() {
    this.#resource.value = this.#form.theirs;
    await this.#form.drop(this.card);
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values) return loading();
    const { person } = this.card;
    return html`<section class="page page-reading">
      <p><a class="back" href=${this.#cardPage}>${icon('arrow-left')} ${t('rights.back')}</a></p>
      <h1>${t('rights.heading')}</h1>
      <p class="lead">${t('rights.lead', { name: `${person.firstName} ${person.lastName}` })}</p>
      ${this.#note}
      ${this.#form.theirs ? this.#versions() : this.#fields()}
    </section>`;
  }

  /** What the reader can't decide here. */
  get #note() {
    const { me, rightsLimit } = this.card;
    if (me) return banner(t('rights.ownNote'));
    if (this.#isAmongCoordinators) return banner(t('rights.coordinatorNote'));
    const limited = rightsLimit ? limitedIn(rightsLimit) : '';
    return limited ? banner(t('rights.limitNote', { areas: limited })) : nothing;
  }

  /** Those who run the plan don't raise each other; the owner does (PART-1). */
  get #isAmongCoordinators() {
    return this.card.role === 'COORDINATOR' && currentPlan.home?.me.role === 'COORDINATOR';
  }

  #versions() {
    const { values, theirs } = this.#form;
    return html`<version-choice
      .mine=${decisionText(named(values))} .theirs=${decisionText(named(decision(theirs)))} .explanation=${t('rights.conflict')}
      @keep-mine=${() => this.#save(this.#form.keepMine(this.#send))} @take-theirs=${() => this.#takeTheirs()}
    ></version-choice>`;
  }

  #fields() {
    const form = this.#form;
    const { values } = form;
    return html`<form novalidate @submit=${this.#submit}>
      ${form.restored ? html`<p class="banner" role="status">${icon('clock-history')} <span>${t('form.restored')}</span></p>` : nothing}
      <div class="panel">
        ${this.#roleAndEnd(values)}
        ${textArea({
          name: 'consentScope', label: t('rights.consentScope'), hint: t('rights.consentScopeHint'), rows: 2, maxlength: 2000,
          value: values.consentScope, onInput: (consentScope) => form.change({ consentScope }),
        })}
      </div>
      <rights-fields .rights=${values.rights} .standard=${this.card.defaults[values.role]} @changed=${(event) => form.change({ rights: event.detail })}></rights-fields>
      ${this.#standard(values)} <p class="quiet">${t('rights.whenSaved')}</p> ${saveState(form.saver)} ${formError(form.problem)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${form.busy}>${t(form.busy ? 'form.saving' : 'rights.save')}</button>
        <button type="button" class="btn btn-link" ?disabled=${form.busy} @click=${this.#giveUp}>${t('form.cancel')}</button>
      </p>
    </form>`;
  }

  #roleAndEnd(values) {
    const form = this.#form;
    const type = currentPlan.home?.type;
    if (!this.card.may.decideRole) {
      return html`<p><strong>${t('rights.role')}:</strong> ${roleName(values.role, type)}</p><p class="quiet">${t('rights.onlyCoordinator')}</p>`;
    }
    return html`
      ${choiceField({
        name: 'role', label: t('rights.role'), hint: t('rights.roleHint'), value: values.role, error: this.#error('role'),
        options: GIVEN_ROLES.map((value) => ({ value, words: roleName(value, type) })),
        onChange: (role) => form.change({ role }),
      })}
      ${textField({
        name: 'endsOn', type: 'date', label: t('rights.endsOn'), hint: t('rights.endsOnHint'), value: values.endsOn, error: this.#error('endsOn'),
        onInput: (endsOn) => form.change({ endsOn }),
      })}
    `;
  }

  #error(field) {
    const code = this.#form.errors[field];
    return code ? explainField(code) : '';
  }

  #standard({ role, rights }) {
    const standard = this.card.defaults[role];
    const words = t('rights.standardFor', { role: roleName(role, currentPlan.home?.type).toLowerCase() });
    return html`<p role="status">${sameRights(rights, standard)
      ? html`${icon('check-circle')} ${t('rights.isStandard', { standard: words })}`
      : html`<button type="button" class="btn btn-outline-primary" @click=${() => this.#form.change({ rights: structuredClone(standard) })}>
          ${icon('arrow-counterclockwise')} ${t('rights.toStandard', { standard: words })}
        </button>`}</p>`;
  }

  async #giveUp() {
    await this.#form.drop(this.card);
    router.go(this.#cardPage, { replace: true });
  }
}

function banner(words) {
  return html`<p class="banner">${icon('info-circle')} <span>${words}</span></p>`;
}

function decision({ role, rights, endsOn, consentScope }) {
  return { role, rights, endsOn: endsOn ?? '', consentScope: consentScope ?? '' };
}

function named(written) {
  return { ...written, roleName: roleName(written.role, currentPlan.home?.type) };
}

customElements.define('page-participant-rights', ParticipantRightsPage);
