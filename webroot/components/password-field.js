import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { t } from '../app/i18n.js';
import { errorOf } from './field.js';
import { icon } from './icon.js';

/** A password with a button that shows it. Works with password managers. Its `value` is the text. */
class PasswordField extends SamklangElement {
  static properties = {
    name: { attribute: false },
    label: { attribute: false },
    autocomplete: { attribute: false },
    error: { attribute: false },
    value: { attribute: false },
    describedBy: { attribute: false },
    shown: { state: true },
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
  }

  #typed(event) {
    this.value = event.target.value;
    this.emit('typed', this.value);
  }

  render() {
    const described = [this.error && `${this.name}-error`, this.describedBy].filter(Boolean).join(' ');
    return html`<div class="field">
      <label class="form-label" for=${this.name}>${this.label}</label>
      <div class="password-row">
        <input
          class="form-control ${this.error ? 'is-invalid' : ''}"
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
          @input=${this.#typed}
        >
        <button type="button" class="btn btn-quiet" aria-pressed=${this.shown} aria-controls=${this.name} @click=${() => (this.shown = !this.shown)}>
          ${icon(this.shown ? 'eye-slash' : 'eye')} ${this.shown ? t('password.hide') : t('password.show')}
          <span class="visually-hidden">: ${this.label}</span>
        </button>
      </div>
      ${errorOf(this)}
    </div>`;
  }
}

customElements.define('password-field', PasswordField);
