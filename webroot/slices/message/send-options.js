import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import './texts.js';

/**
 * What a sender can choose besides the text: to send without notices (MSG-3), and whom to ask for an answer (MSG-8).
 *
 * @param {import('./message-form.js').MessageForm} form
 * @param {{participantId: string, name: string}[]} chosen the recipients
 */
export function sendOptions(form, chosen) {
  const { notify, awaitAnswerFrom } = form.content;
  const asked = chosen.filter(({ participantId }) => awaitAnswerFrom.includes(participantId));
  return html`<details class="message-more" ?open=${(form.optionsUnfolded ||= !notify || asked.length > 0)}>
    <summary>${t('sendOptions.heading')}</summary>
    <label class="check">
      <input class="choice" type="checkbox" name="notify" .checked=${!notify}
        @change=${(event) => form.change({ notify: !event.target.checked })}>
      <span>${t('sendOptions.silent')} <span class="muted">${t('sendOptions.silentHint')}</span></span>
    </label>
    ${chosen.length > 0 ? html`<fieldset class="field">
      <legend>${t('sendOptions.await')}</legend>
      ${chosen.map(({ participantId, name }) => html`<label class="check">
        <input class="choice" type="checkbox" name="await" .value=${participantId} .checked=${awaitAnswerFrom.includes(participantId)}
          @change=${(event) => form.change({ awaitAnswerFrom: toggled(awaitAnswerFrom, participantId, event.target.checked) })}>
        <span dir="auto">${name}</span>
      </label>`)}
    </fieldset>` : nothing}
  </details>`;
}

function toggled(ids, id, chosen) {
  return chosen ? [...ids, id] : ids.filter((one) => one !== id);
}
