import { html } from 'lit';
import { SamklangElement } from '../core/element.js';
import { t } from '../core/i18n.js';

/** Shows two conflicting versions side by side. Events: `keep-local`, `use-server`. */
class ConflictDialog extends SamklangElement {
  static properties = {
    localVersion: { attribute: false },
    serverVersion: { attribute: false },
    explanation: { attribute: false },
  };

  constructor() {
    super();
    this.localVersion = '';
    this.serverVersion = '';
    this.explanation = '';
  }

  firstUpdated() {
    this.querySelector('h2').focus();
  }

  render() {
    return html`<section class="panel conflict" aria-labelledby="conflict-heading">
      <h2 id="conflict-heading" tabindex="-1">${t('conflict.heading')}</h2>
      <p>${this.explanation}</p>
      <div class="conflict-versions">
        ${this.#version('local', this.localVersion, 'keepLocal', 'keep-local')}
        ${this.#version('server', this.serverVersion, 'useServer', 'use-server')}
      </div>
    </section>`;
  }

  #version(side, text, action, event) {
    return html`<div class="conflict-version">
      <h3>${t(`conflict.${side}`)}</h3>
      <div class="conflict-text">${text || t('conflict.empty')}</div>
      <button type="button" class="button button-quiet" @click=${() => this.emit(event)}>${t(`conflict.${action}`)}</button>
    </div>`;
  }
}

customElements.define('conflict-dialog', ConflictDialog);
