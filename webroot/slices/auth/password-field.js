import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { errorOf } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** A password field with a button that shows the password. Works with password managers. */
class PasswordField extends SamklangElement {
  static properties = {
    name: { attribute: false },
    label: { attribute: false },
    autocomplete: { attribute: false },
    error: { attribute: false },
    value: { attribute: false },
    describedBy: { attribute: false },
    shown: { state: true },
    capsLock: { state: true },
  };

  constructor() {
    super();
    this.name = 'password';
    this.label = '';
    this.autocomplete = 'current-password';
    this.error = '';
    this.value = '';
    this.describedBy = '';
    this.shown = false;
    /** Whether Caps Lock is on, as far as the last key in the field told (LOGIN-9). */
    this.capsLock = false;
  }

  #onInput(event) {
    this.value = event.target.value;
    this.emit('value-changed', this.value);
  }

  // A synthetic event of a password manager has no modifiers.
  #onKey(event) {
    this.capsLock = event.getModifierState?.('CapsLock') ?? false;
  }

  render() {
    const parts = [this.error && `${this.name}-error`, this.capsLock && `${this.name}-caps`, this.describedBy];
    const described = parts.filter(Boolean).join(' ');
    const toggle = t(this.shown ? 'password.hide' : 'password.show');
    return html`<div class="field">
      <label class="label" for=${this.name}>${this.label}</label>
      <div class="password-row">
        <input
          class="input ${this.error ? 'is-invalid' : ''}"
          id=${this.name}
          name=${this.name}
          type=${this.shown ? 'text' : 'password'}
          .value=${this.value}
          autocomplete=${this.autocomplete}
          autocapitalize="none"
          spellcheck="false"
          required
          aria-invalid=${this.error ? 'true' : nothing}
          aria-describedby=${described || nothing}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @keyup=${this.#onKey}
          @blur=${() => (this.capsLock = false)}
        >
        <button type="button" class="button button-quiet" aria-pressed=${this.shown} aria-controls=${this.name}
          aria-label="${toggle}: ${this.label}" @click=${() => (this.shown = !this.shown)}>
          ${icon(this.shown ? 'eye-slash' : 'eye')} ${toggle}
        </button>
      </div>
      <p class="caps-lock" id="${this.name}-caps" role="status">${this.capsLock
        ? html`${icon('exclamation-triangle')} ${t('password.capsLock')}` : nothing}</p>
      ${errorOf(this)}
    </div>`;
  }
}

customElements.define('password-field', PasswordField);
