import { html, nothing } from 'lit';
import { SamklangElement } from '../core/element.js';
import { t } from '../core/i18n.js';
import { formError } from '../forms/field.js';
import './modal-dialog.js';

/**
 * A question before something that matters. The safe answer comes first and has the focus; Escape and a press beside the
 * question mean the same. The other answer is named by what it does, and is red unless `harmless`.
 * It closes when its page no longer renders it; while `busy`, neither answer does anything.
 * Listeners in `content` must be arrow functions. Events: `confirmed`, `cancelled`.
 */
class ConfirmDialog extends SamklangElement {
  static properties = {
    heading: { attribute: false },
    content: { attribute: false },
    yes: { attribute: false },
    no: { attribute: false },
    harmless: { type: Boolean },
    busy: { type: Boolean },
    problem: { attribute: false },
  };

  constructor() {
    super();
    this.heading = '';
    /** What happens, as a template. */
    this.content = null;
    /** The answer that does it, named by what it does. */
    this.yes = '';
    /** The safe answer. */
    this.no = t('form.cancel');
    /** Whether what it does can easily be taken back: then the button isn't red. */
    this.harmless = false;
    this.busy = false;
    /** What went wrong when it was tried. */
    this.problem = '';
  }

  #answer(event) {
    if (!this.busy) this.emit(event);
  }

  #cancelled(event) {
    event.stopPropagation();
    this.#answer('cancelled');
  }

  render() {
    const busy = this.busy ? 'true' : nothing;
    const content = html`
      ${this.content} ${formError(this.problem)}
      <div class="actions">
        <button type="button" class="button button-quiet" autofocus aria-disabled=${busy}
          @click=${() => this.#answer('cancelled')}>${this.no}</button>
        <button type="button" class="button ${this.harmless ? 'button-primary' : 'button-danger'}" aria-disabled=${busy}
          @click=${() => this.#answer('confirmed')}>${this.yes}</button>
      </div>`;
    return html`<modal-dialog dismissable .heading=${this.heading} .content=${content} @cancelled=${this.#cancelled}></modal-dialog>`;
  }
}

customElements.define('confirm-dialog', ConfirmDialog);
