import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { hasShares, shareField, sharingParticipants, toConsentRequest, toFormValues, widenedShares } from './consent.js';
import { keptPeriods } from './own-periods.js';
import { formatDate } from '../../core/format.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { errorOf, formError, textArea, textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { conflictChoice, formTop, saveLine, submitButton } from '../../forms/form-parts.js';
import { signedText } from './signed-consent.js';
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
  static properties = { page: { attribute: false }, rights: { attribute: false }, planId: { attribute: false }, signing: { state: true } };

  /** @type {FormController|null} */
  #form = null;
  #reading = new ActionController(this);

  constructor() {
    super();
    /** @type {import('contract').ConsentPage|null} */
    this.page = null;
    /** @type {import('contract').PlanRights['items']} */
    this.rights = [];
    this.planId = '';
    /** @type {{text: string, sha256: string, by: string}|null} what is signed on screen (PART-8) */
    this.signing = null;
  }

  async firstUpdated() {
    // a consent is always replaced as a whole
    this.#form = new FormController(this, {
      key: `plan-${this.planId}-consent`, valuesOf: toFormValues, alwaysConfirmConflicts: true, validate: (values) => this.#missing(values),
      send: (values, { version }) => api.put(`/plans/${this.planId}/consent`, this.#request(values), { version }),
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

  #request(values) {
    return { ...toConsentRequest(values, this.page), ...(this.signing ? { signature: this.signing.sha256 } : {}) };
  }

  // Who decides reads the whole before it is signed; what a coordinator registers was signed elsewhere.
  async #proceed(event) {
    const form = this.#form;
    event.preventDefault();
    if (this.page.mayRegister || Object.keys(this.#missing(form.values)).length) {
      await form.submit(event);
      return;
    }
    const read = await this.#reading.run(async () =>
      (this.signing = await api.post(`/plans/${this.planId}/consent/text`, toConsentRequest(form.values, this.page))));
    if (read) await focusAfter(this, 'h2');
  }

  async #sign(event) {
    await this.#form.submit(event);
    this.signing = null;
  }

  #back() {
    this.signing = null;
    void focusAfter(this, 'h2');
  }

  async #leave() {
    if (await this.#form.discard()) this.emit('discarded');
  }

  render() {
    const form = this.#form;
    if (!form?.values) return nothing;
    if (form.conflict) return conflictChoice(form, (values) => this.#summary(values), t('consentForm.conflict'));
    if (this.signing) return this.#toSign(form);
    return html`<form class="panel" novalidate @submit=${(event) => this.#proceed(event)} aria-labelledby="consent-form-heading">
      <h2 id="consent-form-heading" tabindex="-1">${t(this.page.mayRegister ? 'consentForm.registerHeading'
        : 'consentForm.giveHeading')}</h2>
      ${formTop(form)} ${formError(this.#reading.problem)} ${this.page.mayRegister ? this.#whoGave() : nothing}
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
        ${submitButton(form, t(this.page.mayRegister ? 'consentForm.register' : 'consentForm.toSign'))}
        <button type="button" class="button button-link" @click=${() => this.#leave()}>${t('consentForm.cancel')}</button>
      </p>
    </form>`;
  }

  #toSign(form) {
    const { text, by } = this.signing;
    return html`<form class="panel" novalidate @submit=${(event) => this.#sign(event)} aria-labelledby="consent-form-heading">
      <h2 id="consent-form-heading" tabindex="-1">${t('consentForm.signHeading')}</h2>
      <p>${t('consentForm.signLead')}</p>
      ${signedText(text)}
      <p>${t('consentForm.signAs', { name: by })}</p>
      <p class="actions">
        ${submitButton(form, t('consentForm.give'))}
        <button type="button" class="button button-quiet" @click=${() => this.#back()}>${t('consentForm.signBack')}</button>
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
