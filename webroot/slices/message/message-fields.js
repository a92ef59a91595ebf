import { html, nothing } from 'lit';
import { connection } from '../../core/connection.js';
import { formatTime } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { errorOf, textField } from '../../forms/field.js';
import { submitButton } from '../../forms/form-parts.js';
import './texts.js';

const KINDS = ['MESSAGE', 'NOTE', 'MINUTES'];

/** @typedef {import('./message-form.js').MessageForm} MessageForm */

/**
 * The subject, and kind and category folded under it (MSG-1).
 *
 * @param {MessageForm} form
 */
export function subjectAndKind(form) {
  return html`${subjectOf(form)}
    <details class="message-more" ?open=${(form.unfolded ||= form.content.kind !== 'MESSAGE')}>
      <summary>${t('compose.changeKind')}</summary>
      ${kindOf(form)}
    </details>`;
}

/**
 * Kind, category and subject folded, for an answer.
 *
 * @param {MessageForm} form
 */
export function kindAndSubject(form) {
  return html`<details class="message-more" ?open=${(form.unfolded ||= Boolean(form.errorOf('subject') || form.errorOf('category')))}>
    <summary>${t('answer.more')}</summary>
    ${subjectOf(form)} ${kindOf(form)}
  </details>`;
}

function subjectOf(form) {
  return textField({
    name: 'subject', label: t('compose.subject'), hint: t('compose.subjectHint'), value: form.content.subject,
    error: form.errorOf('subject'),
    maxlength: 200, required: true, readonly: form.sending, onInput: (subject) => form.change({ subject }),
  });
}

function kindOf(form) {
  const { content } = form;
  return html`<fieldset class="field message-kinds">
      <legend>${t('compose.kind')}</legend>
      ${KINDS.map((kind) => html`<label class="check">
        <input class="choice" type="radio" name="kind" .value=${kind} .checked=${content.kind === kind}
          @change=${() => form.change({ kind })}>
        <span>${t(`kind.${kind}`)}</span>
      </label>`)}
    </fieldset>
    ${content.kind === 'MESSAGE'
      ? nothing
      : textField({
          name: 'category', label: t('compose.category'), hint: t('compose.categoryHint'), value: content.category ?? '',
          error: form.errorOf('category'), maxlength: 100, onInput: (category) => form.change({ category }),
        })}`;
}

/**
 * The text of a message.
 *
 * @param {MessageForm} form
 * @param {{label: string, rows: number, onFocus?: () => void}} field
 */
export function bodyField(form, { label, rows, onFocus }) {
  const error = form.errorOf('body');
  return html`<div class="field message-text">
    <label class="label" for="body">${label}</label>
    <textarea
      class="input ${error ? 'is-invalid' : ''}" id="body" name="body" rows=${rows} dir="auto" maxlength="20000" required
      ?readonly=${form.sending}
      .value=${form.content.body} aria-invalid=${error ? 'true' : nothing} aria-describedby=${error ? 'body-error' : nothing}
      @input=${(event) => form.change({ body: event.target.value })} @focus=${() => onFocus?.()}
    ></textarea>
    ${errorOf({ name: 'body', error })}
  </div>`;
}

/**
 * *Send*, and whether the draft is saved.
 *
 * @param {MessageForm} form
 */
export function sendRow(form) {
  return html`<div class="answer-send">
    ${submitButton(form.controller, html`${icon('send')} ${t('compose.send')}`, { busyLabel: t('compose.sending') })} ${sendStatus(form)}
  </div>`;
}

/**
 * One line of constant height: what went wrong, or whether the draft is saved. Only what went wrong is announced.
 *
 * @param {MessageForm} form
 */
function sendStatus({ problem, autosave }) {
  const failed = problem || (autosave.state === 'failed' && !connection.isLost ? t('autosave.failed') : '');
  return html`<div class="send-status">
    <div role="alert">${failed ? html`<p class="autosave-failed">${icon(problem ? 'exclamation-circle-fill' : 'cloud-slash')}
      <span>${failed}</span></p>` : nothing}</div>
    ${failed ? nothing : html`<p class="muted">${savedText(autosave)}</p>`}
  </div>`;
}

function savedText({ state, savedAt }) {
  if (state === 'failed') return html`${icon('cloud-slash')} <span>${t('autosave.waiting')}</span>`;
  if (state === 'saving') return t('autosave.saving');
  return savedAt ? html`${icon('cloud-check')} <span>${t('autosave.saved', { time: formatTime(savedAt) })}</span>` : nothing;
}
