import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { Listen } from '../app/listen.js';
import { connection } from '../app/connection.js';
import { notify } from '../app/notify.js';
import { t } from '../app/i18n.js';
import { icon } from './icon.js';

/** Says that the connection is lost, and that it is mended. */
class ConnectionBar extends SamklangElement {
  static properties = { lost: { state: true } };

  constructor() {
    super();
    this.lost = connection.isLost;
    new Listen(this, connection, { change: (event) => this.#changed(event.detail.lost) });
  }

  #changed(lost) {
    if (this.lost && !lost) notify(t('connection.mended'));
    this.lost = lost;
  }

  render() {
    return html`<div class="connection" role="status">
      ${this.lost ? html`<p class="connection-bar">${icon('wifi-off')} <span>${t('connection.lost')}</span></p>` : nothing}
    </div>`;
  }
}

customElements.define('connection-bar', ConnectionBar);
