import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { decisionText, ASSIGNABLE_ROLES, limitedIn, sameRights, withKnownAreas } from './rights.js';
import { deviationOf } from './deviation.js';
import { notify } from '../../core/notify.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { selectField } from '../../forms/select-field.js';
import { textArea, textField } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { roleName } from '../person/person-badge.js';
import '../../core/problem-page.js';
import './rights-fields.js';
import './texts.js';

/** "Rettighetsdetaljer": the rights of a participant, by area (PART-2). */
class ParticipantRightsPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #leaving = false;
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, sections: ['rights'],
    onLoad: (card, background) => this.#onLoad(card, background) });

  /** @returns {import('contract').ParticipantCard|null} */
  get card() {
    return this.#resource.value;
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get #api() {
    return `/plans/${this.params.planId}/participants/${this.params.participantId}`;
  }

  get #cardPage() {
    return `/planer/${this.params.planId}/deltakere/${this.params.participantId}`;
  }

  async #onLoad(card, background) {
    if (!card.may.decideRights) {
      // Unsaved changes stay on the page: saving them fails with a text.
      if (!background || !this.#form?.isChanged) router.go(this.#cardPage, { replace: true });
      return;
    }
    this.#resource.value = card;
    if (this.#form) {
      this.#form.update(card);
      return;
    }
    this.#form = new FormController(this, {
      key: `plan-${this.params.planId}-rights-${this.params.participantId}`, valuesOf: decision,
      versionOf: ({ rightsVersion }) => rightsVersion, send: this.#send, onSaved: (saved) => this.#saved(saved),
    });
    await this.#form.open(card);
  }

  /** @type {import('../../forms/form-options.js').FormOptions['send']} */
  #send = async (values, { version }) => {
    const body = { ...values, rights: withKnownAreas(values.rights), endsOn: values.endsOn || null,
      consentScope: values.consentScope.trim() || null, reason: (values.reason ?? '').trim() };
    const saved = await api.put(`${this.#api}/rights`, body, { version });
    this.#leaving = true;
    return saved;
  };

  // The version of the server is shown here; one's own leads back to the card.
  #saved(card) {
    this.#resource.value = card;
    if (!this.#leaving) return;
    notify(t('rights.saved'));
    router.go(this.#cardPage, { replace: true });
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
      ${this.#form.conflict ? conflictChoice(this.#form, (values) => decisionText(named(values)), t('rights.conflict')) : this.#fields()}
    </section>`;
  }

  /** What the user may not change here. */
  get #note() {
    const { me, rightsLimit } = this.card;
    if (me) return banner(t('rights.ownNote'));
    if (this.#isAmongCoordinators) return banner(t('rights.coordinatorNote'));
    const limited = rightsLimit ? limitedIn(rightsLimit) : '';
    return limited ? banner(t('rights.limitNote', { areas: limited })) : nothing;
  }

  /** Coordinators can't raise each other's rights; the owner can (PART-1). */
  get #isAmongCoordinators() {
    return this.card.role === 'COORDINATOR' && currentPlan.home?.me.role === 'COORDINATOR';
  }

  /** The end is the consent period (PART-4), but for coordinators. */
  get #mayChangeEnd() {
    const { role, may } = this.card;
    return role === 'COORDINATOR' || may.giveConsent;
  }

  #fields() {
    const form = this.#form;
    const { values } = form;
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      <div class="panel">
        ${this.#roleAndEnd(values)}
        ${textArea({
          name: 'consentScope', label: t('rights.consentScope'), hint: t('rights.consentScopeHint'), rows: 2, maxlength: 2000,
          value: values.consentScope, onInput: (consentScope) => form.change({ consentScope }),
        })}
      </div>
      <rights-fields .rights=${values.rights} .standard=${this.card.defaults[values.role]}
        @changed=${(event) => form.change({ rights: event.detail })}></rights-fields>
      ${this.#reason(values)} ${this.#standard(values)} <p class="muted">${t('rights.whenSaved')}</p> ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t('rights.save'))}
        <button type="button" class="button button-link" @click=${() => this.#giveUp()}>${t('form.cancel')}</button>
      </p>
    </form>`;
  }

  /** Why the participant's rights aren't the same as for all (PART-2). */
  #reason({ role, rights, reason }) {
    if (!deviationOf(rights, role)) return nothing;
    return html`<div class="panel">${textArea({
      name: 'reason', label: t('deviation.reasonLabel'), hint: t('deviation.reasonHint'), rows: 2, maxlength: 500, value: reason ?? '',
      onInput: (value) => this.#form.change({ reason: value }),
    })}</div>`;
  }

  #roleAndEnd(values) {
    const form = this.#form;
    const type = currentPlan.home?.type;
    if (!this.card.may.decideRole) {
      return html`<p><strong>${t('rights.role')}:</strong> ${roleName(values.role, type)}</p><p
        class="muted">${t('rights.onlyCoordinator')}</p>`;
    }
    return html`
      ${selectField({
        name: 'role', label: t('rights.role'), hint: t('rights.roleHint'), value: values.role, error: form.errorOf('role'),
        options: ASSIGNABLE_ROLES.map((value) => ({ value, text: roleName(value, type) })),
        onChange: (role) => form.change({ role }),
      })}
      ${this.#mayChangeEnd ? textField({
        name: 'endsOn', type: 'date', label: t('rights.endsOn'), hint: t('rights.endsOnHint'), value: values.endsOn,
        error: form.errorOf('endsOn'),
        onInput: (endsOn) => form.change({ endsOn }),
      }) : nothing}
    `;
  }

  #standard({ role, rights }) {
    const standard = this.card.defaults[role];
    const text = t('rights.standardFor', { role: roleName(role, currentPlan.home?.type).toLowerCase() });
    return html`<p role="status">${sameRights(rights, standard)
      ? html`${icon('check-circle')} ${t('rights.isStandard', { standard: text })}`
      : html`<button type="button" class="button button-quiet" @click=${() => this.#form.change({ rights: structuredClone(standard) })}>
          ${icon('arrow-counterclockwise')} ${t('rights.toStandard', { standard: text })}
        </button>`}</p>`;
  }

  async #giveUp() {
    if (!(await this.#form.discard())) return;
    router.go(this.#cardPage, { replace: true });
  }
}

function banner(text) {
  return html`<p class="banner">${icon('info-circle')} <span>${text}</span></p>`;
}

function decision({ role, rights, endsOn, consentScope, rightsReason }) {
  return { role, rights, endsOn: endsOn ?? '', consentScope: consentScope ?? '', reason: rightsReason ?? '' };
}

function named(values) {
  return { ...values, roleName: roleName(values.role, currentPlan.home?.type) };
}

customElements.define('page-participant-rights', ParticipantRightsPage);
