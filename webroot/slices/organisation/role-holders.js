import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { focusAfter } from '../../core/focus.js';
import { notify } from '../../core/notify.js';
import { explainField } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { formError } from '../../forms/field.js';
import '../../design/confirm-dialog.js';
import '../person/person-search.js';
import './texts.js';

/** Who administers an organisation, or may create plans in it (ORG-1). `role` is the last part of the API's path. */
class RoleHolders extends SamklangElement {
  static properties = {
    organisation: { attribute: false },
    role: { attribute: false },
    items: { state: true },
    adding: { state: true },
    chosen: { state: true },
    leaving: { state: true },
  };

  #action = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').Organisation|null} */
    this.organisation = null;
    this.role = 'administrators';
    /** @type {import('contract').RoleHolder[]|null} */
    this.items = null;
    this.adding = false;
    /** @type {import('contract').PersonHit|null} */
    this.chosen = null;
    /** @type {import('contract').RoleHolder|null} */
    this.leaving = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  get #api() {
    return `/organisations/${this.organisation.id}/${this.role}`;
  }

  #load() {
    return this.#action.run(async () => {
      ({ items: this.items } = await api.get(this.#api));
    });
  }

  async #add() {
    const { firstName, lastName, personId } = this.chosen;
    const done = await this.#action.run(() => api.post(this.#api, { personId }));
    this.chosen = null;
    if (!done) return;
    this.adding = false;
    notify(t(`roleHolders.${this.role}.added`, { name: `${firstName} ${lastName}` }));
    await this.#load();
    await focusAfter(this, 'h2');
  }

  async #remove() {
    const { name, personId } = this.leaving;
    const done = await this.#action.run(() => api.delete(`${this.#api}/${personId}`));
    this.leaving = null;
    if (!done) return;
    notify(t(`roleHolders.${this.role}.removed`, { name }));
    await this.#load();
    await focusAfter(this, 'h2');
  }

  get #problem() {
    const [error] = this.#action.failure?.errors ?? [];
    return error ? explainField(error.code) : this.#action.problem;
  }

  render() {
    const heading = `${this.role}-heading`;
    return html`<section class="panel" aria-labelledby=${heading}>
      <h2 id=${heading} tabindex="-1">${t(`roleHolders.${this.role}.heading`)}</h2>
      <p>${t(`roleHolders.${this.role}.lead`, { name: this.organisation.name })}</p>
      ${formError(this.#problem)}
      ${this.items?.length === 0 ? html`<p class="muted">${t('roleHolders.none')}</p>` : nothing}
      <ul class="list-plain role-holders">${(this.items ?? []).map((one) => this.#row(one))}</ul>
      ${this.organisation.closed ? nothing : this.#adding()}
      ${this.chosen ? this.#question() : nothing} ${this.leaving ? this.#removal() : nothing}
    </section>`;
  }

  #row(one) {
    return html`<li>
      <span><bdi>${one.name}</bdi> ${one.jobTitle ? html`<span class="muted"><bdi>${one.jobTitle}</bdi></span>` : nothing}
        ${one.inheritedFrom ? html`<span class="muted">${t('roleHolders.from', { name: one.inheritedFrom })}</span>` : nothing}
        ${one.canLogIn ? nothing : html`<span class="tag">${t('roleHolders.cannotLogIn')}</span>`}</span>
      ${one.inheritedFrom ? nothing : html`<button type="button" class="button button-quiet"
        aria-label=${t('roleHolders.removeOne', { name: one.name })}
        @click=${() => (this.leaving = one)}>${t('roleHolders.remove')}</button>`}
    </li>`;
  }

  #adding() {
    if (!this.adding) {
      return html`<p><button type="button" class="button button-quiet" @click=${() => (this.adding = true)}>${icon('person-plus')}
        ${t(`roleHolders.${this.role}.add`)}</button></p>`;
    }
    return html`<person-search .label=${t('roleHolders.search')} @chosen=${(event) => (this.chosen = event.detail)}></person-search>
      <p><button type="button" class="button button-link" @click=${() => (this.adding = false)}>${t('form.cancel')}</button></p>`;
  }

  #question() {
    const name = `${this.chosen.firstName} ${this.chosen.lastName}`;
    return html`<confirm-dialog harmless .heading=${t(`roleHolders.${this.role}.question`, { name })}
      .content=${html`<p>${t(`roleHolders.${this.role}.means`, { name: this.organisation.name })}</p>`}
      .yes=${t(`roleHolders.${this.role}.add`)} ?busy=${this.#action.busy}
      @confirmed=${this.#add} @cancelled=${() => (this.chosen = null)}></confirm-dialog>`;
  }

  #removal() {
    return html`<confirm-dialog .heading=${t('roleHolders.removeOne', { name: this.leaving.name })}
      .content=${html`<p>${t(`roleHolders.${this.role}.removalMeans`)}</p>`} .yes=${t('roleHolders.remove')} ?busy=${this.#action.busy}
      @confirmed=${this.#remove} @cancelled=${() => (this.leaving = null)}></confirm-dialog>`;
  }
}

customElements.define('role-holders', RoleHolders);
