import { html } from 'lit';
import { SamklangElement } from '../app/element.js';
import { t } from '../app/i18n.js';

/** Two versions side by side: nothing is overwritten silently. Events: `keep-mine`, `take-theirs`. */
class VersionChoice extends SamklangElement {
  static properties = {
    mine: { attribute: false },
    theirs: { attribute: false },
    explanation: { attribute: false },
  };

  constructor() {
    super();
    this.mine = '';
    this.theirs = '';
    this.explanation = '';
  }

  firstUpdated() {
    this.querySelector('h2').focus();
  }

  render() {
    return html`<section class="panel versions" aria-labelledby="versions-heading">
      <h2 id="versions-heading" tabindex="-1">${t('versions.heading')}</h2>
      <p>${this.explanation}</p>
      <div class="versions-pair">
        ${this.#version('mine', this.mine, 'keep-mine')} ${this.#version('theirs', this.theirs, 'take-theirs')}
      </div>
    </section>`;
  }

  #version(whose, text, event) {
    return html`<div class="version">
      <h3>${t(`versions.${whose}`)}</h3>
      <div class="version-text">${text || t('versions.empty')}</div>
      <button type="button" class="btn btn-outline-primary" @click=${() => this.emit(event)}>${t(`versions.${whose}Keep`)}</button>
    </div>`;
  }
}

customElements.define('version-choice', VersionChoice);
