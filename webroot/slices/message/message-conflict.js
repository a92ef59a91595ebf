import { html } from 'lit';
import { t } from '../../core/i18n.js';
import '../../forms/conflict-dialog.js';
import './texts.js';

/**
 * The choice between this draft and the same draft as changed in another window. Neither is sent by choosing it.
 *
 * @param {import('../../forms/form-controller.js').FormController} form with a conflict
 */
export function conflictOf(form) {
  const text = ({ subject, body }) => `${subject}\n\n${body}`;
  return html`<conflict-dialog
    .localVersion=${text(form.values)} .serverVersion=${text(form.conflict.other)} .explanation=${t('compose.conflict')}
    @keep-local=${() => form.keepLocal({ send: false })} @use-server=${() => form.useServer()}
  ></conflict-dialog>`;
}
