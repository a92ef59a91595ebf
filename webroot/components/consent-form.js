import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { api } from '../app/api.js';
import { formOf, renewalOf, shareOf, sharing } from '../app/consent.js';
import { formatDate } from '../app/format.js';
import { KeptForm } from '../app/kept-form.js';
import { notify } from '../app/notify.js';
import { explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { errorOf, focusFirstError, formError, textArea, textField } from './field.js';
import { icon } from './icon.js';
import { saveState } from './save-state.js';
import './version-choice.js';

const LONGEST = 2000;
const CAPACITIES = ['OWNER', 'GUARDIAN', 'REPRESENTATIVE'];

/**
 * Gives a consent, or registers one that was given (PART-4, PLAN-8). What is written is kept until it is saved.
 * Events: `saved` with the new state, `left` when it is thrown away.
 */
class ConsentForm extends SamklangElement {
  static properties = { page: { attribute: false }, planId: { attribute: false } };

  /** @type {KeptForm|null} */
  #form = null;

  async firstUpdated() {
    // one consent in place of another is never a detail
    this.#form = new KeptForm(this, `plan-${this.planId}-consent`, { valuesOf: formOf, alwaysAsks: true });
    await this.#form.begin(this.page);
    await this.updateComplete;
    this.querySelector('h2')?.focus();
  }

  get keeper() {
    return this.#form?.saver;
  }

  #submit(event) {
    event.preventDefault();
    if (this.#isFilled()) void this.#finish(this.#form.save(this.#send));
  }

  #send = (written, version) => api.put(`/plans/${this.planId}/consent`, renewalOf(written, this.page), { version });

  async #finish(saving) {
    const saved = await saving;
    if (!saved) return this.#form.theirs ? undefined : focusFirstError(this);
    notify(t('consentPage.saved', { until: formatDate(saved.current.until) }));
    this.emit('saved', saved);
  }

  /** A date that isn't one is empty: the contract would only say that something is wrong. */
  #isFilled() {
    const missing = ['from', 'until', 'scope'].filter((field) => !this.#form.values[field].trim());
    this.#form.errors = Object.fromEntries(missing.map((field) => [field, 'required']));
    this.requestUpdate();
    if (missing.length) void focusFirstError(this);
    return missing.length === 0;
  }

  #keepMine() {
    void this.#finish(this.#form.keepMine(this.#send));
  }

  async #takeTheirs() {
    const { theirs } = this.#form;
    await this.#form.drop();
    this.emit('saved', theirs);
  }

  async #leave() {
    await this.#form.drop();
    this.emit('left');
  }

  render() {
    const form = this.#form;
    if (!form?.values) return nothing;
    if (form.theirs) return this.#conflict();
    return html`<form class="panel" novalidate @submit=${this.#submit} aria-labelledby="consent-form-heading">
      <h2 id="consent-form-heading" tabindex="-1">${t(this.page.mayRegister ? 'consentForm.registerHeading' : 'consentForm.giveHeading')}</h2>
      ${form.restored ? html`<p class="banner" role="status">${icon('clock-history')} <span>${t('form.restored')}</span></p>` : nothing}
      ${formError(form.problem)} ${this.page.mayRegister ? this.#whoGave() : nothing}
      ${textArea({ ...this.#field('scope'), hint: t('consentForm.scopeHint'), rows: 4, maxlength: LONGEST, required: true })}
      <div class="field-pair">
        ${textField({ ...this.#field('from'), type: 'date', required: true })}
        ${textField({ ...this.#field('until'), type: 'date', required: true })}
      </div>
      ${this.#sharing()} ${saveState(form.saver)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${form.busy}>${t(this.page.mayRegister ? 'consentForm.register' : 'consentForm.give')}</button>
        <button type="button" class="btn btn-link" ?disabled=${form.busy} @click=${this.#leave}>${t('consentForm.cancel')}</button>
      </p>
    </form>`;
  }

  #field(name, label = t(`consentForm.${name}`)) {
    const { values } = this.#form;
    return { name, label, value: values[name] ?? '', error: this.#error(name), onInput: (value) => this.#form.change({ [name]: value }) };
  }

  #error(name) {
    const code = this.#form.errors[name];
    return code ? explainField(code) : '';
  }

  #whoGave() {
    const { capacity } = this.#form.values;
    return html`<fieldset class="field">
        <legend>${t('consentForm.capacity')}</legend>
        ${this.page.guardianNeeded ? html`<p class="field-hint">${t('consentForm.guardianNeeded', { age: this.page.consentAge })}</p>` : nothing}
        ${CAPACITIES.map((each) => this.#capacity(each))} ${errorOf({ name: 'capacity', error: this.#error('capacity') })}
      </fieldset>
      ${capacity === 'OWNER' ? nothing : textField({ ...this.#field('givenByName'), hint: t(`consentForm.nameHint.${capacity}`), maxlength: 200, required: true })}
      ${capacity === 'REPRESENTATIVE' ? textArea({ ...this.#field('reason'), hint: t('consentForm.reasonHint'), rows: 2, maxlength: LONGEST, required: true }) : nothing}`;
  }

  #capacity(each) {
    const tooYoung = each === 'OWNER' && this.page.guardianNeeded;
    return html`<label class="check">
      <input
        class="form-check-input" type="radio" name="capacity" value=${each} .checked=${this.#form.values.capacity === each} ?disabled=${tooYoung}
        @change=${() => this.#form.change({ capacity: each })}
      >
      <span>${t(`consentForm.capacities.${each}`)}</span>
    </label>`;
  }

  #sharing() {
    const { differentiated } = this.#form.values;
    return html`<label class="check">
        <input
          class="form-check-input" type="checkbox" name="differentiated" .checked=${differentiated}
          @change=${(event) => this.#form.change({ differentiated: event.target.checked })}
        >
        <span>${t('consentForm.differentiated')}</span>
      </label>
      ${differentiated
        ? html`<fieldset class="shares">
            <legend>${t('consentForm.shares')}</legend>
            <p class="field-hint">${t('consentForm.sharesHint')}</p>
            ${sharing(this.page).map(({ participantId, name }) =>
              textArea({ ...this.#field(shareOf(participantId), name), rows: 2, maxlength: LONGEST }),
            )}
          </fieldset>`
        : nothing}`;
  }

  #conflict() {
    const { values, theirs } = this.#form;
    return html`<version-choice
      .mine=${words(values)} .theirs=${theirs.current ? words(theirs.current) : t('consentForm.theirsNone')}
      .explanation=${t('consentForm.conflict')} @keep-mine=${this.#keepMine} @take-theirs=${this.#takeTheirs}
    ></version-choice>`;
  }
}

function words({ scope, from, until }) {
  return `${scope}\n${t('consentPage.fromUntil', { from: formatDate(from), until: formatDate(until) })}`;
}

customElements.define('consent-form', ConsentForm);
