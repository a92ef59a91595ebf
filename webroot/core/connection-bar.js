import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { EventController } from './event-controller.js';
import { connection } from './connection.js';
import { notify } from './notify.js';
import { t } from './i18n.js';
import { icon } from '../design/icon.js';

/** Says when the connection is lost, and that what is being written stays (`writing`); a toast says when it is back. */
class ConnectionBar extends SamklangElement {
  static properties = { lost: { state: true }, writing: { attribute: false } };

  constructor() {
    super();
    this.lost = connection.isLost;
    this.writing = false;
    new EventController(this, connection, { change: (event) => this.#changed(event.detail.lost) });
  }

  #changed(lost) {
    if (this.lost && !lost) notify(t('connection.mended'));
    this.lost = lost;
  }

  render() {
    const key = navigator.onLine ? 'connection.noAnswer' : 'connection.lost';
    return html`<div class="connection-status" role="status">
      ${this.lost
        ? html`<p class="connection-bar">${icon('wifi-off')} <span>${t(this.writing ? `${key}WhileWriting` : key)}</span></p>`
        : nothing}
    </div>`;
  }
}

customElements.define('connection-bar', ConnectionBar);
