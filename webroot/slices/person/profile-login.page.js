import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import '../participant/stop-phone.js';
import { profileMenu } from './profile-menu.js';
import './own-account.js';
import './test-notice.js';
import './waiting-addresses.js';
import './texts.js';

/** "Min profil": user name, password, one-time codes; a lost phone, and a test notice (PERSON-8, PERSON-12). */
class ProfileLoginPage extends Page {
  constructor() {
    super();
    new EventController(this, session, { change: () => this.requestUpdate() });
  }

  render() {
    const { me } = session;
    if (!me) return nothing;
    return html`<section class="page page-reading">
      ${profileMenu('/profil/innlogging')}
      <h1>${t('profileLogin.heading')}</h1>
      <waiting-addresses @changed=${() => void session.reload().catch(() => undefined)}></waiting-addresses>
      <own-account .me=${me}></own-account>
      <test-notice></test-notice>
      <stop-phone own .path=${'/me'} .mobile=${me.mobile} .version=${me.accountVersion} .mayDirect=${true}
        @changed=${() => void session.reload().catch(() => undefined)}></stop-phone>
    </section>`;
  }
}

customElements.define('page-profile-login', ProfileLoginPage);
