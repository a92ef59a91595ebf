import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { hasShares, shareField, sharingParticipants, toConsentRequest, toFormValues, widenedShares } from './consent.js';
import { keptPeriods } from './own-periods.js';
import { formatDate } from '../../core/format.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { errorOf, textArea, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { icon } from '../../design/icon.js';
import './texts.js';

const MAX_LENGTH = 2000;
/** Errors with a text of their own. */
const MISSING = { reason: 'problem.consent_reasonRequired' };
const CAPACITIES = ['OWNER', 'GUARDIAN', 'REPRESENTATIVE'];

/**
 * Form to give a consent, or to register one (PART-4, PLAN-8). Kept as a draft until it is saved.
 * Events: `saved` with the new state, `discarded`.
 */
class ConsentForm extends SamklangElement {
  static properties = { page: { attribute: false }, rights: { attribute: false }, planId: { attribute: false } };

  /** @type {FormController|null} */
  #form = null;

  constructor() {
    super();
    /** @type {import('contract').ConsentPage|null} */
    this.page = null;
    /** @type {import('contract').PlanRights['items']} */
    this.rights = [];
    this.planId = '';
  }

  async firstUpdated() {
    // a consent is always replaced as a whole
    this.#form = new FormController(this, {
      key: `plan-${this.planId}-consent`, valuesOf: toFormValues, alwaysConfirmConflicts: true, validate: (values) => this.#missing(values),
      send: (values, { version }) => api.put(`/plans/${this.planId}/consent`, toConsentRequest(values, this.page), { version }),
      savedText: (saved) => t('consentPage.saved', { until: formatDate(saved.current.until) }),
      onSaved: (saved) => this.emit('saved', saved),
    });
    await this.#form.open(this.page);
    await focusAfter(this, 'h2');
  }

  get autosave() {
    return this.#form?.autosave;
  }

  #missing({ capacity, givenByName, reason, ...values }) {
    const fields = { scope: values.scope, from: values.from, until: values.until };
    if (this.page.mayRegister && capacity !== 'OWNER') fields.givenByName = givenByName;
    if (this.page.mayRegister && capacity === 'REPRESENTATIVE') fields.reason = reason;
    const missing = Object.entries(fields).filter(([, value]) => !value.trim()).map(([field]) => [field, MISSING[field] ?? 'required']);
    return Object.fromEntries(missing);
  }

  async #leave() {
    if (await this.#form.discard()) this.emit('discarded');
  }

  render() {
    const form = this.#form;
    if (!form?.values) return nothing;
    if (form.conflict) return conflictChoice(form, (values) => this.#summary(values), t('consentForm.conflict'));
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)} aria-labelledby="consent-form-heading">
      <h2 id="consent-form-heading" tabindex="-1">${t(this.page.mayRegister ? 'consentForm.registerHeading'
        : 'consentForm.giveHeading')}</h2>
      ${formTop(form)} ${this.page.mayRegister ? this.#whoGave() : nothing}
      ${textArea({ ...this.#field('scope', this.#text('scope')), hint: t('consentForm.scopeHint'), rows: 4, maxlength: MAX_LENGTH,
        required: true })}
      ${textArea({ ...this.#field('notCovered', this.#text('notCovered')), hint: t('consentForm.notCoveredHint'), rows: 2,
        maxlength: MAX_LENGTH })}
      <div class="field-pair">
        ${textField({ ...this.#field('from'), type: 'date', required: true })}
        ${textField({ ...this.#field('until'), type: 'date', required: true })}
      </div>
      ${keptPeriods(this.rights)} ${this.#sharedScopes()} ${this.#widened()} ${saveLine(form)}
      <p class="actions">
        ${submitButton(form, t(this.page.mayRegister ? 'consentForm.register' : 'consentForm.give'))}
        <button type="button" class="button button-link" @click=${() => this.#leave()}>${t('consentForm.cancel')}</button>
      </p>
    </form>`;
  }

  #field(name, label = t(`consentForm.${name}`)) {
    const { values } = this.#form;
    const onInput = (value) => this.#form.change({ [name]: value });
    return { name, label, value: values[name] ?? '', error: this.#form.errorOf(name), onInput };
  }

  // A text to the owner or guardian, or about the owner when a coordinator registers the consent.
  #text(name) {
    return t(`consentForm.${name}.${this.page.mayRegister ? 'register' : 'give'}`);
  }

  #whoGave() {
    const { capacity } = this.#form.values;
    return html`<fieldset class="field">
        <legend>${t('consentForm.capacity')}</legend>
        ${this.page.guardianNeeded ? html`<p class="field-hint">${t('consentForm.guardianNeeded', { age: this.page.consentAge })}</p>`
          : nothing}
        ${CAPACITIES.map((each) => this.#capacity(each))} ${errorOf({ name: 'capacity', error: this.#form.errorOf('capacity') })}
      </fieldset>
      ${capacity === 'OWNER' ? nothing
        : textField({ ...this.#field('givenByName'), hint: t(`consentForm.nameHint.${capacity}`), maxlength: 200, required: true })}
      ${capacity === 'REPRESENTATIVE'
        ? textArea({ ...this.#field('reason'), hint: t('consentForm.reasonHint'), rows: 2, maxlength: MAX_LENGTH, required: true })
          : nothing}`;
  }

  #capacity(each) {
    const tooYoung = each === 'OWNER' && this.page.guardianNeeded;
    return html`<label class="check">
      <input
        class="choice" type="radio" name="capacity" .value=${each} .checked=${this.#form.values.capacity === each}
        ?disabled=${tooYoung}
        @change=${() => this.#form.change({ capacity: each })}
      >
      <span>${t(`consentForm.capacities.${each}`)}</span>
    </label>`;
  }

  #sharedScopes() {
    const { differentiated } = this.#form.values;
    return html`${hasShares(this.page) ? html`<p class="banner">${icon('people')} <span>${this.#text('lastShares')}</span></p>` : nothing}
      <label class="check">
        <input
          class="choice" type="checkbox" name="differentiated" .checked=${differentiated}
          @change=${(event) => this.#form.change({ differentiated: event.target.checked })}
        >
        <span>${this.#text('differentiated')}</span>
      </label>
      ${differentiated
        ? html`<fieldset class="shares">
            <legend>${t('consentForm.shares')}</legend>
            <p class="field-hint">${t('consentForm.sharesHint')}</p>
            ${sharingParticipants(this.page).map((participant) => this.#share(participant))}
          </fieldset>`
        : nothing}`;
  }

  // A changed share shows the one of the last consent as its hint.
  #share({ participantId, name, consentScope }) {
    const field = this.#field(shareField(participantId), name);
    const hint = consentScope && field.value.trim() !== consentScope ? t('consentForm.before', { text: consentScope }) : '';
    return textArea({ ...field, hint, rows: 2, maxlength: MAX_LENGTH });
  }

  /** What the consent lets participants know that the last one didn't, before it is given. */
  #widened() {
    const wider = widenedShares(this.#form.values, this.page);
    return html`<div role="status">${wider.length === 0 ? nothing : html`<div class="banner consent-widened">
      ${icon('exclamation-triangle-fill')}
      <ul class="list-plain">${wider.map((one) => html`<li>${t('consentForm.widened', one)}</li>`)}</ul>
    </div>`}</div>`;
  }

  #summary(values) {
    const { conflict } = this.#form;
    if (values === conflict.other && conflict.resource?.current === null) return t('consentForm.serverNone');
    const shares = sharingParticipants(this.page).map(({ participantId, name }) =>
      `${name}: ${(values.differentiated && values[shareField(participantId)]) || t('consentPage.wholeScope')}`);
    const period = t('consentPage.fromUntil', { from: formatDate(values.from), until: formatDate(values.until) });
    const notCovered = values.notCovered ? [t('consentForm.notCoveredIs', { text: values.notCovered })] : [];
    return [values.scope, ...notCovered, period, ...shares].join('\n');
  }
}

customElements.define('consent-form', ConsentForm);
