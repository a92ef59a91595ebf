/** The parts that every form with a FormController shows. */

import { html, nothing } from 'lit';
import { t } from '../core/i18n.js';
import { icon } from '../design/icon.js';
import { autosaveStatus } from './autosave-status.js';
import { formError } from './field.js';
import './conflict-dialog.js';
import './error-summary.js';

/** @typedef {import('./form-controller.js').FormController} FormController */

/**
 * Stands first in the form: the summary of errors, what went wrong, and what is known of a draft.
 *
 * @param {FormController} form
 * @param {{restored?: boolean}} [options] false when the page itself says that a draft was restored
 */
export function formTop(form, { restored = true } = {}) {
  return html`<error-summary .errors=${form.errors}></error-summary>
    ${formError(form.problem)} ${form.draftProblem ? unknownDraft(form) : nothing} ${restored && form.restored
      ? restoredDraft(form) : nothing}`;
}

function unknownDraft(form) {
  return html`<div class="banner" role="alert">
    ${icon('cloud-slash')} <p>${t('form.draftUnknown')}</p>
    <button type="button" class="button button-quiet" @click=${() => form.loadDraft()}>${t('form.loadDraft')}</button>
  </div>`;
}

function restoredDraft(form) {
  return html`<div class="banner banner-info" role="status">
    ${icon('clock-history')} <p>${t('form.restored')}</p>
    <button type="button" class="button button-link" @click=${() => form.discard()}>${t('form.discardDraft')}</button>
  </div>`;
}

/**
 * The line that says whether the draft is saved; always of the same height.
 *
 * @param {FormController} form
 */
export function saveLine(form) {
  return form.autosave && !form.draftProblem ? autosaveStatus(form.autosave) : nothing;
}

/**
 * The form's submit button. It keeps the focus while the form is busy, and does nothing then.
 *
 * @param {FormController} form
 * @param {unknown} label
 * @param {{busyLabel?: string, kind?: 'primary'|'quiet'|'danger'}} [options]
 */
export function submitButton(form, label, { busyLabel = t('form.saving'), kind = 'primary' } = {}) {
  return html`<button type="submit" class="button button-${kind}" aria-disabled=${form.busy ? 'true' : nothing}>${form.busy ? busyLabel
    : label}</button>`;
}

/**
 * The choice between two versions, instead of the fields.
 *
 * @param {FormController} form with a conflict
 * @param {(values: any) => string} describe the values as text
 * @param {string} explanation
 */
export function conflictChoice(form, describe, explanation) {
  return html`<conflict-dialog
    .localVersion=${describe(form.values)} .serverVersion=${describe(form.conflict.other)} .explanation=${explanation}
    @keep-local=${() => form.keepLocal()} @use-server=${() => form.useServer()}
  ></conflict-dialog>`;
}
