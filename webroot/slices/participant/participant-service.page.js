import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { loading } from '../../design/loading.js';
import { PlanResource } from '../plan/plan-resource.js';
import { cardAddress, cardTop } from './card-address.js';
import { serviceFields, serviceInput, serviceValues } from './service-fields.js';
import '../../core/problem-page.js';
import './texts.js';

/** Changes the service that a provider stands for in the plan (PART-9). */
class ParticipantServicePage extends Page {
  /** @type {FormController|null} */
  #form = null;
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, onLoad: (card) => this.#onLoad(card) });

  get autosave() {
    return this.#form?.autosave;
  }

  async #onLoad(card) {
    if (!card.may.service) return this.#leave();
    this.#resource.value = card;
    if (this.#form) return this.#form.update(card);
    const path = `/plans/${this.params.planId}/participants/${this.params.participantId}/service`;
    this.#form = new FormController(this, {
      key: `plan-${this.params.planId}-participant-${this.params.participantId}-service`, valuesOf: serviceValues,
      versionOf: ({ rightsVersion }) => rightsVersion, validate: missing,
      send: (values, { version }) => api.put(path, { service: serviceInput(values) }, { version }),
      savedText: t('service.saved'), onSaved: () => this.#leave(),
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
    const { failure, retry, value: card } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const form = this.#form;
    if (!form?.values) return loading();
    return html`<section class="page page-reading">
      ${cardTop(this.params)}
      <h1>${t('service.heading')}</h1>
      <p class="lead">${card.person.firstName} ${card.person.lastName}</p>
      ${form.conflict ? conflictChoice(form, serviceText, t('service.conflict'))
        : html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
        ${formTop(form)}
        <p>${t('service.lead')}</p>
        ${serviceFields(form)} ${saveLine(form)}
        <p class="actions">
          ${submitButton(form, t('participant.save'))}
          <button type="button" class="button button-link" @click=${() => this.#cancel()}>${t('form.cancel')}</button>
        </p>
      </form>`}
    </section>`;
  }
}

function serviceText({ serviceName, serviceOrganisation }) {
  return [serviceName, serviceOrganisation].filter(Boolean).join('\n');
}

function missing({ serviceName, serviceOrganisation }) {
  return serviceOrganisation.trim() && !serviceName.trim() ? { serviceName: 'required' } : {};
}

customElements.define('page-participant-service', ParticipantServicePage);
