import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { addDays, today } from '../../core/dates.js';
import { formatDate } from '../../core/format.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { radioField } from '../../forms/radio-field.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { cardAddress, cardTop } from './card-address.js';
import '../../core/problem-page.js';
import './texts.js';

/** Changes a participant's consent period, or gives a withdrawn consent again (PART-4). */
class ParticipantConsentPage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, onLoad: (card) => this.#onLoad(card) });

  /** @returns {import('contract').ParticipantCard|null} */
  get card() {
    return this.#resource.value;
  }

  get autosave() {
    return this.#form?.autosave;
  }

  async #onLoad(card) {
    if (!card.may.giveConsent) return this.#leave();
    this.#resource.value = card;
    if (this.#form) return this.#form.update(card);
    const { planId, participantId } = this.params;
    this.#form = new FormController(this, {
      key: `plan-${planId}-participant-${participantId}-consent`, valuesOf, versionOf: ({ rightsVersion }) => rightsVersion,
      validate: ({ period, until }) => (period === 'OWN' && !until ? { until: 'required' } : {}),
      send: ({ period, until }, { version }) =>
        api.put(`/plans/${planId}/participants/${participantId}/consent`, { until: period === 'OWN' ? until : null }, { version }),
      savedText: t('participantConsentForm.saved'), onSaved: () => this.#leave(),
    });
    await this.#form.open(card);
  }

  #leave() {
    router.go(cardAddress(this.params), { replace: true });
  }

  async #cancel() {
    if (await this.#form.discard()) this.#leave();
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!this.#form?.values) return loading();
    const { person, consentEndedAt } = this.card;
    const name = `${person.firstName} ${person.lastName}`;
    return html`<section class="page page-reading">
      ${cardTop(this.params)}
      <h1>${t('participantConsentForm.heading')}</h1>
      <p class="lead">${name}</p>
      ${consentEndedAt ? html`<p class="banner">${icon('info-circle')} <span>${t('participantConsentForm.again', { name })}</span></p>`
        : nothing}
      ${this.#form.conflict ? conflictChoice(this.#form, periodText, t('participantConsentForm.conflict')) : this.#fields()}
    </section>`;
  }

  #fields() {
    const form = this.#form;
    const { period, until } = form.values;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${this.card.role === 'COORDINATOR' ? nothing : radioField({
        name: 'period', label: t('participantConsentForm.period'), value: period, onChange: (value) => form.change({ period: value }),
        options: [{ value: 'PLAN', text: t('participantConsentForm.plan'), hint: planHint() },
          { value: 'OWN', text: t('participantConsentForm.own'), hint: t('participantConsentForm.ownHint') }],
      })}
      ${period === 'OWN' ? textField({
        name: 'until', type: 'date', label: t('participantConsentForm.until'), value: until, required: true, error: form.errorOf('until'),
        onInput: (value) => form.change({ until: value }),
      }) : nothing}
      ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t(`participantConsentForm.${this.card.consentEndedAt ? 'give' : 'save'}`))}
        <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
      </p>
    </form>`;
  }
}

function planHint() {
  const days = currentPlan.home?.consentDaysLeft;
  return days === null || days === undefined || days < 0 ? t('participantConsentForm.planNone')
    : t('participantConsentForm.planUntil', { date: formatDate(addDays(today(), days)) });
}

// An earlier end stays until somebody chooses otherwise: the consent is never wider than the last one by itself. A coordinator's
// end is no consent period.
function valuesOf({ role, endsOn }) {
  const until = role === 'COORDINATOR' ? '' : endsOn ?? '';
  return { period: until ? 'OWN' : 'PLAN', until };
}

function periodText({ period, until }) {
  return period === 'OWN' ? `${t('participantConsentForm.until')}: ${formatDate(until)}` : t('participantConsentForm.plan');
}

customElements.define('page-participant-consent', ParticipantConsentPage);
