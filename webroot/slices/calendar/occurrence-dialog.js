import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import '../../design/modal-dialog.js';

/**
 * Asks which occurrences of a series are meant; or, without one, whether the event is to be deleted.
 * Events: `chosen` with `ONE`, `FOLLOWING` or `ALL`, and `cancelled`.
 */
class OccurrenceDialog extends SamklangElement {
  static properties = { action: { attribute: false }, series: { type: Boolean } };

  constructor() {
    super();
    /** @type {'change'|'delete'} */
    this.action = 'change';
    this.series = false;
  }

  render() {
    const choices = this.series ? ['ONE', 'FOLLOWING', 'ALL'] : ['ALL'];
    const text = this.series ? 'which' : 'sure';
    return html`<modal-dialog dismissable .heading=${t(`occurrence.${this.action}.heading`)} .content=${html`
      <p>${t(`occurrence.${this.action}.${text}`)}</p>
      <div class="occurrence-choices">
        ${choices.map((which) => html`<button type="button" class="button ${this.series ? 'button-quiet' : 'button-danger'}"
          @click=${() => this.emit('chosen', which)}>${t(this.series ? `occurrence.${which}` : 'occurrence.delete.yes')}</button>`)}
        <button type="button" class="button button-link" @click=${() => this.emit('cancelled')}>${t('form.cancel')}</button>
      </div>`}></modal-dialog>`;
  }
}

customElements.define('occurrence-dialog', OccurrenceDialog);
