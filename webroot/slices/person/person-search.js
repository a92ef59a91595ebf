import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { formError, textField } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { avatar } from './avatar.js';
import './texts.js';

const MAX_HITS = 20;

/**
 * Searches the municipality's person register by name (PERSON-3).
 * Properties: `label`; `name`, initial value; `missing`, the form's error when nobody was chosen;
 * `disabledReasons`, why persons can't be chosen, by personId; `read-only`, when nobody is to be chosen.
 * Events: `chosen` with the person; `searched` with `{name, found}`.
 */
class PersonSearch extends SamklangElement {
  static properties = {
    label: { attribute: false },
    name: { attribute: false },
    missing: { attribute: false },
    disabledReasons: { attribute: false },
    readOnly: { type: Boolean, attribute: 'read-only' },
    hits: { state: true },
    more: { state: true },
    busy: { state: true },
    problem: { state: true },
    error: { state: true },
  };

  #searches = 0;

  constructor() {
    super();
    this.label = '';
    this.name = '';
    this.missing = '';
    /** @type {Record<string, string>} */
    this.disabledReasons = {};
    this.readOnly = false;
    /** @type {import('contract').PersonHit[]|null} null before the first search */
    this.hits = null;
    this.more = false;
    this.busy = false;
    this.problem = '';
    this.error = '';
  }

  async #search() {
    const name = this.name.trim();
    this.error = /\p{L}/u.test(name) ? '' : t('personSearch.tooShort');
    if (this.error) return this.querySelector('input').focus();
    const search = ++this.#searches;
    Object.assign(this, { busy: true, problem: '' });
    try {
      const { items, next } = await api.search('/persons', { name, limit: MAX_HITS });
      if (search !== this.#searches) return;
      Object.assign(this, { hits: items, more: Boolean(next) });
      this.emit('searched', { name, found: items.length });
    } catch (problem) {
      if (search === this.#searches) Object.assign(this, { hits: null, problem: explain(problem) });
    } finally {
      if (search === this.#searches) this.busy = false;
    }
  }

  // Inside a form, Enter in this field must not submit the form.
  #pressed(event) {
    if (event.key !== 'Enter' || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    void this.#search();
  }

  render() {
    return html`<div class="person-search" role="search" aria-label=${t('personSearch.region')} @keydown=${this.#pressed}>
      <div class="search-line">
        ${textField({ name: 'person-search', label: this.label, hint: t('personSearch.hint'), value: this.name,
          error: this.error || this.missing,
          maxlength: 200, onInput: (name) => (this.name = name) })}
        <button type="button" class="button button-quiet" ?disabled=${this.busy}
          @click=${this.#search}>${icon('search')} ${t('personSearch.search')}</button>
      </div>
      ${formError(this.problem)}
      <p role="status" class="search-found">${this.#found()}</p>
      ${this.hits?.length ? html`<ul class="list-plain search-hits">${this.hits.map((hit) => this.#hit(hit))}</ul>` : nothing}
      ${this.more ? html`<p class="muted">${t('personSearch.more')}</p>` : nothing}
    </div>`;
  }

  #found() {
    if (this.busy) return t('personSearch.searching');
    if (this.hits === null) return nothing;
    return this.hits.length ? t('personSearch.found', { n: this.hits.length }) : t('personSearch.none');
  }

  #hit(hit) {
    return html`<li class="panel search-hit">${personSummary(hit)} ${this.readOnly ? nothing : this.#choice(hit)}</li>`;
  }

  #choice(hit) {
    const name = `${hit.firstName} ${hit.lastName}`;
    const reason = this.disabledReasons[hit.personId];
    return reason
      ? html`<p class="disabled-reason" id="hit-${hit.personId}">${reason}</p>`
      : html`<button type="button" class="button button-quiet" aria-label=${t('personSearch.chooseOne', { name })}
          @click=${() => this.emit('chosen', hit)}>
            ${t('personSearch.choose')}
          </button>`;
  }
}

/**
 * The details of a person that are visible across plans (PERSON-4).
 *
 * @param {{personId?: string, firstName: string, lastName: string} & Partial<import('contract').PersonHit>} person
 */
export function personSummary(person) {
  const name = `${person.firstName} ${person.lastName}`;
  const work = [person.jobTitle, person.workplace].filter(Boolean).join(', ');
  const contact = [person.mobile, person.phone, person.email].filter(Boolean).join(' · ');
  return html`<div class="person">
    ${avatar({ ...person, name })}
    <div>
      <p class="person-name">${name} ${person.limited ? html`<span class="tag">${t('personSearch.limited')}</span>` : nothing}</p>
      ${work ? html`<p class="person-work">${work}</p>` : nothing}
      ${contact ? html`<p class="person-work">${contact}</p>` : nothing}
    </div>
  </div>`;
}

customElements.define('person-search', PersonSearch);
