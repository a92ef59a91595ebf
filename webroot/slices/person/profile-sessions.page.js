import { html } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { profileMenu } from './profile-menu.js';
import './known-devices.js';
import './own-sessions.js';
import './texts.js';

/** "Min profil": where the user is logged in, and recent logins (LOGIN-10). */
class ProfileSessionsPage extends Page {
  render() {
    return html`<section class="page page-reading">
      ${profileMenu('/profil/innlogginger')}
      <h1>${t('profileSessions.heading')}</h1>
      <own-sessions></own-sessions>
      <known-devices></known-devices>
    </section>`;
  }
}

customElements.define('page-profile-sessions', ProfileSessionsPage);
