import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { explain } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError, textField } from './field.js';
import { icon } from './icon.js';
import { personFace } from './person-face.js';

const SHORTEST = 2;
const SHOWN = 20;

/**
 * Finds a person in the municipality's register by name (PERSON-3): search first, so that nobody is registered twice.
 * Data down: `label`; `name` to begin with; `taken`, why a person can't be chosen, by personId.
 * Events: `chosen` with the person; `searched` with `{name, found}`.
 */
class PersonSearch extends SamklangElement {
  static properties = {
    label: { attribute: false },
    name: { attribute: false },
    taken: { attribute: false },
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
    /** @type {Record<string, string>} */
    this.taken = {};
    /** @type {any[]|null} null until something has been searched for */
    this.hits = null;
    this.more = false;
    this.busy = false;
    this.problem = '';
    this.error = '';
  }

  async #search() {
    const name = this.name.trim();
    this.error = name.length < SHORTEST ? t('personSearch.tooShort') : '';
    if (this.error) return this.querySelector('input').focus();
    const search = ++this.#searches;
    Object.assign(this, { busy: true, problem: '' });
    try {
      const { items, next } = await api.search('/persons', { name, limit: SHOWN });
      if (search !== this.#searches) return;
      Object.assign(this, { hits: items, more: Boolean(next) });
      this.emit('searched', { name, found: items.length });
    } catch (problem) {
      if (search === this.#searches) Object.assign(this, { hits: null, problem: explain(problem) });
    } finally {
      if (search === this.#searches) this.busy = false;
    }
  }

  // It can stand inside a form, whose own button mustn't be pressed by Enter here.
  #pressed(event) {
    if (event.key !== 'Enter' || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    void this.#search();
  }

  render() {
    return html`<div class="person-search" role="search" aria-label=${t('personSearch.region')} @keydown=${this.#pressed}>
      <div class="search-line">
        ${textField({ name: 'person-search', label: this.label, hint: t('personSearch.hint'), value: this.name, error: this.error, maxlength: 200, onInput: (name) => (this.name = name) })}
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.busy} @click=${this.#search}>${icon('search')} ${t('personSearch.search')}</button>
      </div>
      ${formError(this.problem)}
      <p role="status" class="search-found">${this.#found()}</p>
      ${this.hits?.length ? html`<ul class="plain hits">${this.hits.map((hit) => this.#hit(hit))}</ul>` : nothing}
      ${this.more ? html`<p class="quiet">${t('personSearch.more')}</p>` : nothing}
    </div>`;
  }

  #found() {
    if (this.busy) return t('personSearch.searching');
    if (this.hits === null) return nothing;
    return this.hits.length ? t('personSearch.found', { n: this.hits.length }) : t('personSearch.none');
  }

  #hit(hit) {
    const name = `${hit.firstName} ${hit.lastName}`;
    const why = this.taken[hit.personId];
    return html`<li class="panel hit">
      ${personWords(hit)}
      ${why
        ? html`<p class="why-not" id="hit-${hit.personId}">${why}</p>`
        : html`<button type="button" class="btn btn-outline-primary" aria-label=${t('personSearch.chooseOne', { name })} @click=${() => this.emit('chosen', hit)}>
            ${t('personSearch.choose')}
          </button>`}
    </li>`;
  }
}

/**
 * What is seen of a person across plans (PERSON-4).
 *
 * @param {any} person as the search finds them
 */
export function personWords(person) {
  const name = `${person.firstName} ${person.lastName}`;
  const work = [person.jobTitle, person.workplace].filter(Boolean).join(', ');
  const contact = [person.mobile, person.phone, person.email].filter(Boolean).join(' · ');
  return html`<div class="person">
    ${personFace({ ...person, name })}
    <div>
      <p class="person-name">${name} ${person.limited ? html`<span class="tag">${t('personSearch.limited')}</span>` : nothing}</p>
      ${work ? html`<p class="person-work">${work}</p>` : nothing}
      ${contact ? html`<p class="person-work">${contact}</p>` : nothing}
    </div>
  </div>`;
}

customElements.define('person-search', PersonSearch);
