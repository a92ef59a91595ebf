import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { today } from '../../core/dates.js';
import { focusAfter } from '../../core/focus.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { explain } from '../../core/problem.js';
import { formError, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { radioField } from '../../forms/radio-field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const LEVELS = ['0', '1', '2', '3'];

/** The BTI level of a stafettlogg with its history, and its form for the coordinator (PLAN-7). */
class BtiLevel extends SamklangElement {
  static properties = { home: { attribute: false }, levels: { state: true }, problem: { state: true }, editing: { state: true } };

  /** @type {FormController|null} null for those who may not change it */
  #form = null;

  constructor() {
    super();
    /** @type {import('contract').PlanHome|null} */
    this.home = null;
    /** @type {import('contract').BtiLevelList['items']|null} */
    this.levels = null;
    this.problem = '';
    this.editing = false;
  }

  get autosave() {
    return this.#form?.autosave;
  }

  get #path() {
    return `/plans/${this.home.id}/bti-level`;
  }

  get #mayChange() {
    return this.home.myRights.administer && this.home.state === 'ACTIVE';
  }

  async firstUpdated() {
    if (!this.#mayChange) return;
    const form = new FormController(this, {
      key: `plan-${this.home.id}-bti-level`,
      valuesOf: () => ({ level: '', from: today() }),
      versionOf: () => undefined,
      validate: ({ level, from }) => ({ ...(level ? {} : { level: 'bti.missing' }), ...(from ? {} : { from: 'required' }) }),
      send: ({ level, from }) => api.put(this.#path, { level: Number(level), from }),
      savedText: t('bti.saved'),
      onSaved: ({ items }) => this.#saved(items),
      onRestored: () => (this.editing = true),
    });
    this.#form = form;
    await form.open({});
    this.editing ||= form.restored;
  }

  updated(changed) {
    const before = changed.get('home');
    if (changed.has('home') && (before?.id !== this.home.id || before.version !== this.home.version)) void this.#load();
  }

  async #load() {
    try {
      this.levels = (await api.get(this.#path, { background: true })).items;
      this.problem = '';
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  async #edit() {
    this.editing = true;
    await focusAfter(this, 'input');
  }

  #saved(items) {
    this.levels = items;
    this.#form.reset({});
    return this.#close();
  }

  async #cancel() {
    if (await this.#form.discard()) await this.#close();
  }

  async #close() {
    this.editing = false;
    await focusAfter(this, 'button');
  }

  render() {
    if (!this.levels && !this.problem) return nothing;
    return html`<section class="panel" aria-labelledby="bti-heading">
      <h2 id="bti-heading">${t('bti.heading')}</h2>
      ${formError(this.problem)} ${this.levels ? this.#view(this.levels) : nothing}
      ${this.editing && this.#form?.values ? this.#fields() : nothing}
    </section>`;
  }

  #view(levels) {
    const [current, ...earlier] = levels;
    return html`${current
      ? html`<p><strong>${t(`bti.level.${current.level}`)}</strong></p><p class="muted">${t('bti.since', words(current))}</p>`
      : html`<p class="muted">${t('bti.none')}</p>`}
      ${earlier.length ? html`<details><summary>${t('bti.earlier')}</summary>
        <ul>${earlier.map((one) => html`<li>${t('bti.line', words(one))}</li>`)}</ul></details>` : nothing}
      ${this.#mayChange && !this.editing ? html`<p><button type="button" class="button button-quiet"
        @click=${this.#edit}>${icon('pencil')} ${t(current ? 'bti.change' : 'bti.set')}</button></p>` : nothing}`;
  }

  #fields() {
    const form = this.#form;
    const { level, from } = form.values;
    return html`<form novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${radioField({ name: 'level', label: t('bti.choose'), value: level, error: form.errorOf('level'),
        options: LEVELS.map((value) => ({ value, text: t(`bti.level.${value}`) })), onChange: (chosen) => form.change({ level: chosen }) })}
      ${textField({ name: 'from', label: t('bti.from'), type: 'date', value: from, required: true, error: form.errorOf('from'),
        onInput: (day) => form.change({ from: day }) })}
      ${saveLine(form)}
      <p class="actions">${submitButton(form, t('bti.save'), { kind: 'quiet' })}
        <button type="button" class="button button-link" @click=${this.#cancel}>${t('bti.cancel')}</button></p>
    </form>`;
  }
}

function words({ level, from, by }) {
  return { level: t(`bti.level.${level}`), when: formatDate(from), name: by };
}

customElements.define('bti-level', BtiLevel);
