import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { formOf, renewalOf, sharing } from '../app/consent.js';
import { FormDraft } from '../app/form-draft.js';
import { formatDate } from '../app/format.js';
import { notify } from '../app/notify.js';
import { explain, explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { errorOf, focusFirstError, formError, textArea, textField } from './field.js';
import { saveState } from './save-state.js';
import './version-choice.js';

const LONGEST = 2000;
const CAPACITIES = ['OWNER', 'GUARDIAN', 'REPRESENTATIVE'];

/**
 * Gives a consent, or registers one that was given (PART-4, PLAN-8). What is written is kept until it is saved.
 * Events: `saved` with the new state, `left` when it is thrown away.
 */
class ConsentForm extends SamklangElement {
  static properties = {
    page: { attribute: false },
    planId: { attribute: false },
    form: { state: true },
    errors: { state: true },
    problem: { state: true },
    theirs: { state: true },
    busy: { state: true },
  };

  #draft = null;
  #version = 0;

  constructor() {
    super();
    this.form = null;
    this.errors = {};
    this.problem = '';
    this.theirs = null;
    this.busy = false;
  }

  async firstUpdated() {
    this.#version = this.page.version;
    this.#draft = new FormDraft(this, `plan-${this.planId}-consent`);
    const kept = await this.#draft.kept();
    this.form = { ...formOf(this.page), ...kept };
    await this.updateComplete;
    this.querySelector('h2')?.focus();
  }

  get keeper() {
    return this.#draft?.saver;
  }

  #change(change) {
    this.form = { ...this.form, ...change };
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([field]) => !(field in change)));
    this.#draft.saver.changed(this.form);
  }

  #submit(event) {
    event.preventDefault();
    void this.#save();
  }

  async #save() {
    if (this.busy || !this.#isFilled()) return;
    Object.assign(this, { busy: true, problem: '', errors: {} });
    try {
      const saved = await api.put(`/plans/${this.planId}/consent`, renewalOf(this.form, this.page), { version: this.#version });
      await this.#draft.drop();
      notify(t('consentPage.saved', { until: formatDate(saved.current.until) }));
      this.emit('saved', saved);
    } catch (problem) {
      this.#refused(problem);
    }
    this.busy = false;
  }

  /** A date that isn't one is empty: the contract would only say that something is wrong. */
  #isFilled() {
    const missing = ['from', 'until', 'scope'].filter((field) => !this.form[field].trim());
    this.errors = Object.fromEntries(missing.map((field) => [field, explainField('required')]));
    if (missing.length) void focusFirstError(this);
    return missing.length === 0;
  }

  #refused(problem) {
    if (problem.code === 'version.stale' && problem.current) {
      this.theirs = problem.current;
      return;
    }
    this.errors = Object.fromEntries((problem.errors ?? []).map(({ field, code }) => [field, explainField(code)]));
    this.problem = explain(problem);
    void focusFirstError(this);
  }

  #keepMine() {
    this.#version = this.theirs.version;
    this.theirs = null;
    void this.#save();
  }

  async #takeTheirs() {
    await this.#draft.drop();
    this.emit('saved', this.theirs);
  }

  async #leave() {
    await this.#draft.drop();
    this.emit('left');
  }

  render() {
    if (!this.form) return nothing;
    if (this.theirs) return this.#conflict();
    return html`<form class="panel" novalidate @submit=${this.#submit} aria-labelledby="consent-form-heading">
      <h2 id="consent-form-heading" tabindex="-1">${t(this.page.mayRegister ? 'consentForm.registerHeading' : 'consentForm.giveHeading')}</h2>
      ${formError(this.problem)} ${this.page.mayRegister ? this.#whoGave() : nothing}
      ${textArea({ ...this.#field('scope'), hint: t('consentForm.scopeHint'), rows: 4, maxlength: LONGEST, required: true })}
      <div class="field-pair">
        ${textField({ ...this.#field('from'), type: 'date', required: true })}
        ${textField({ ...this.#field('until'), type: 'date', required: true })}
      </div>
      ${this.#sharing()} ${saveState(this.#draft.saver)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${t(this.page.mayRegister ? 'consentForm.register' : 'consentForm.give')}</button>
        <button type="button" class="btn btn-link" ?disabled=${this.busy} @click=${this.#leave}>${t('consentForm.cancel')}</button>
      </p>
    </form>`;
  }

  #field(name) {
    return { name, label: t(`consentForm.${name}`), value: this.form[name], error: this.errors[name], onInput: (value) => this.#change({ [name]: value }) };
  }

  #whoGave() {
    const { capacity } = this.form;
    return html`<fieldset class="field">
        <legend>${t('consentForm.capacity')}</legend>
        ${this.page.guardianNeeded ? html`<p class="field-hint">${t('consentForm.guardianNeeded', { age: this.page.consentAge })}</p>` : nothing}
        ${CAPACITIES.map((each) => this.#capacity(each))} ${errorOf({ name: 'capacity', error: this.errors.capacity })}
      </fieldset>
      ${capacity === 'OWNER' ? nothing : textField({ ...this.#field('givenByName'), hint: t(`consentForm.nameHint.${capacity}`), maxlength: 200, required: true })}
      ${capacity === 'REPRESENTATIVE' ? textArea({ ...this.#field('reason'), hint: t('consentForm.reasonHint'), rows: 2, maxlength: LONGEST, required: true }) : nothing}`;
  }

  #capacity(each) {
    const tooYoung = each === 'OWNER' && this.page.guardianNeeded;
    return html`<label class="check">
      <input
        class="form-check-input" type="radio" name="capacity" value=${each} .checked=${this.form.capacity === each} ?disabled=${tooYoung}
        @change=${() => this.#change({ capacity: each })}
      >
      <span>${t(`consentForm.capacities.${each}`)}</span>
    </label>`;
  }

  #sharing() {
    const { differentiated, shares } = this.form;
    return html`<label class="check">
        <input
          class="form-check-input" type="checkbox" name="differentiated" .checked=${differentiated}
          @change=${(event) => this.#change({ differentiated: event.target.checked })}
        >
        <span>${t('consentForm.differentiated')}</span>
      </label>
      ${differentiated
        ? html`<fieldset class="shares">
            <legend>${t('consentForm.shares')}</legend>
            <p class="field-hint">${t('consentForm.sharesHint')}</p>
            ${sharing(this.page).map(({ participantId, name }) =>
              textArea({
                name: `share-${participantId}`, label: name, value: shares[participantId] ?? '', rows: 2, maxlength: LONGEST,
                onInput: (text) => this.#change({ shares: { ...this.form.shares, [participantId]: text } }),
              }),
            )}
          </fieldset>`
        : nothing}`;
  }

  #conflict() {
    return html`<version-choice
      .mine=${words(this.form)} .theirs=${this.theirs.current ? words(this.theirs.current) : t('consentForm.theirsNone')}
      .explanation=${t('consentForm.conflict')} @keep-mine=${this.#keepMine} @take-theirs=${this.#takeTheirs}
    ></version-choice>`;
  }
}

function words({ scope, from, until }) {
  return `${scope}\n${t('consentPage.fromUntil', { from: formatDate(from), until: formatDate(until) })}`;
}

customElements.define('consent-form', ConsentForm);
