import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { Problem } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { formError, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, submitButton } from '../../forms/form-parts.js';
import { selectField } from '../../forms/select-field.js';
import { administeredOrganisations, below, unitPath, withAllBelow } from './administered.js';
import { organisationMenu } from './organisation-menu.js';
import '../../core/problem-page.js';
import './new-unit.js';
import './role-holders.js';
import './texts.js';

/** A municipality or a unit: its name and place, its administrators, and who may create plans in it (ORG-1). */
class UnitPage extends Page {
  static properties = { items: { state: true }, failure: { state: true } };

  #form = new FormController(this, {
    valuesOf: ({ name, parentId }) => ({ name, parentId }),
    validate: ({ name }) => (name.trim() ? {} : { name: 'required' }),
    send: ({ name, parentId }, { version }) => api.put(`/organisations/${this.params.organisationId}`,
      { name: name.trim(), ...(parentId ? { parentId } : {}) }, { version }),
    savedText: t('unit.saved'),
    onSaved: () => void this.#load(),
  });
  #action = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').Organisation[]|null} */
    this.items = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  get #unit() {
    return this.items?.find(({ id }) => id === this.params.organisationId);
  }

  async #load() {
    try {
      this.items = await administeredOrganisations();
      if (!this.#unit) throw new Problem(404, { code: 'not.found' });
      await (this.#form.values ? this.#form.update(this.#unit) : this.#form.open(this.#unit));
      this.failure = null;
    } catch (problem) {
      this.failure = problem;
    }
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  async #setClosed(closed) {
    const { id, version } = this.#unit;
    const done = await this.#action.run(() => api.put(`/organisations/${id}`, { closed }, { version }));
    if (done) notify(t(closed ? 'unit.isClosed' : 'unit.isOpen'));
    await this.#load();
  }

  async #choose() {
    const done = await this.#action.run(() => api.put('/me/organisation', { organisationId: this.#unit.id }));
    if (done) notify(t('unit.isChosen', { name: this.#unit.name }));
    await this.#load();
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.#unit || !this.#form.values) return loading();
    const unit = this.#unit;
    return html`<section class="page page-reading">
      ${organisationMenu('/virksomhet/enheter')}
      <p class="back-line"><a href="/virksomhet/enheter">${icon('chevron-left')} ${t('unit.back')}</a></p>
      <h1><bdi>${unit.name}</bdi></h1>
      ${unit.closed ? html`<p class="banner">${icon('lock')} <span>${t('unit.closed')}</span></p>` : nothing}
      ${formError(this.#action.problem)}
      <ul class="unit-links">
        <li><a href=${unitPath(unit.id, '/kontakt')}>${t('unit.contacts')}</a></li>
        <li><a href=${unitPath(unit.id, '/driftsstans')}>${t('unit.downtime')}</a></li>
        <li><a href=${unitPath(unit.id, '/rettigheter')}>${t('unit.rights')}</a></li>
        <li><a href=${unitPath(unit.id, '/plantyper')}>${t('unit.planTypes')}</a></li>
        <li><a href=${unitPath(unit.id, '/maler')}>${t('unit.templates')}</a></li>
        <li><a href=${unitPath(unit.id, '/logg')}>${t('unit.log')}</a></li>
      </ul>
      ${this.#below(unit)}
      <role-holders .organisation=${unit} .role=${'administrators'}></role-holders>
      <role-holders .organisation=${unit} .role=${'plan-creators'}></role-holders>
      ${this.#form.conflict ? conflictChoice(this.#form, ({ name, parentId }) => [name, this.#nameOf(parentId)].filter(Boolean).join('\n'),
        t('unit.stale')) : this.#details(unit)}
      ${this.#actions(unit)}
    </section>`;
  }

  #nameOf(id) {
    return this.items.find((unit) => unit.id === id)?.name ?? '';
  }

  #below(unit) {
    const units = below(this.items, unit.id);
    return html`<section class="panel" aria-labelledby="below-heading">
      <h2 id="below-heading">${t('unit.below')}</h2>
      ${units.length > 0 ? html`<ul class="unit-tree">${units.map(({ id, name, closed }) => html`<li>
        <a href=${unitPath(id)}><bdi>${name}</bdi></a>
        ${closed ? html`<span class="tag">${t('units.closed')}</span>` : nothing}</li>`)}</ul>`
        : html`<p class="muted">${t('unit.noneBelow')}</p>`}
      ${unit.closed ? nothing : html`<new-unit .organisation=${unit} @unit-added=${() => void this.#load()}></new-unit>`}
    </section>`;
  }

  // A unit is moved by who administers where it comes from, and to where that one administers too.
  #details(unit) {
    const form = this.#form;
    const own = withAllBelow(this.items, unit.id);
    const places = this.items.filter(({ id, closed }) => !own.has(id) && (!closed || id === unit.parentId));
    const mayMove = unit.parentId && this.items.some(({ id }) => id === unit.parentId);
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      <h2>${t('unit.details')}</h2>
      ${formTop(form)}
      ${textField({ name: 'name', label: t('unit.name'), value: form.values.name, error: form.errorOf('name'), maxlength: 200,
        required: true, onInput: (name) => form.change({ name }) })}
      ${mayMove ? selectField({ name: 'parentId', label: t('unit.parent'), hint: t('unit.parentHint'), value: form.values.parentId,
        error: form.errorOf('parentId'), options: places.map(({ id, name }) => ({ value: id, text: name })),
        onChange: (parentId) => form.change({ parentId }) }) : nothing}
      <p class="actions">${submitButton(form, t('unit.save'))}</p>
    </form>`;
  }

  #actions(unit) {
    const busy = this.#action.busy ? 'true' : nothing;
    return html`<section class="panel" aria-labelledby="more-heading">
      <h2 id="more-heading">${t('unit.more')}</h2>
      ${this.items.length > 1 && !unit.chosen ? html`<p>${t('unit.chooseMeans')}</p>
        <p><button type="button" class="button button-quiet" aria-disabled=${busy} @click=${this.#choose}>
          ${icon('check-lg')} ${t('unit.choose')}</button></p>` : nothing}
      ${unit.chosen ? html`<p>${icon('check-circle')} ${t('unit.isChosenHere')}</p>` : nothing}
      ${unit.parentId ? html`<p>${t(unit.closed ? 'unit.openMeans' : 'unit.closeMeans')}</p>
        <p><button type="button" class="button button-quiet" aria-disabled=${busy}
          @click=${() => void this.#setClosed(!unit.closed)}>
          ${icon(unit.closed ? 'unlock' : 'lock')} ${t(unit.closed ? 'unit.open' : 'unit.close')}</button></p>` : nothing}
    </section>`;
  }
}

customElements.define('page-unit', UnitPage);
