import { html, nothing } from 'lit';
import { t } from '../app/i18n.js';
import { textArea, textField } from './field.js';

const KINDS = ['MESSAGE', 'NOTE', 'MINUTES'];

/**
 * The fields of a message but its recipients (MSG-1).
 *
 * @param {import('../app/message-draft.js').Content} content
 * @param {Record<string, string>} errors in words, by field
 * @param {(change: object) => void} change
 */
export function messageFields(content, errors, change) {
  return html`
    <fieldset class="field kinds">
      <legend>${t('compose.kind')}</legend>
      ${KINDS.map((kind) => html`<label class="check">
        <input class="form-check-input" type="radio" name="kind" value=${kind} .checked=${content.kind === kind} @change=${() => change({ kind })}>
        <span>${t(`kind.${kind}`)}</span>
      </label>`)}
    </fieldset>
    ${content.kind === 'MESSAGE'
      ? nothing
      : textField({
          name: 'category', label: t('compose.category'), hint: t('compose.categoryHint'), value: content.category ?? '',
          error: errors.category, maxlength: 100, onInput: (category) => change({ category }),
        })}
    ${textField({
      name: 'subject', label: t('compose.subject'), hint: t('compose.subjectHint'), value: content.subject, error: errors.subject,
      maxlength: 200, required: true, onInput: (subject) => change({ subject }),
    })}
    ${textArea({
      name: 'body', label: t('compose.body'), value: content.body, error: errors.body,
      rows: 10, maxlength: 20000, required: true, onInput: (body) => change({ body }),
    })}
  `;
}
