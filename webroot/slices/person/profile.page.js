import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { profileMenu } from './profile-menu.js';
import './card-reads.js';
import './person-form.js';
import './person-picture.js';
import './waiting-addresses.js';
import './texts.js';

/** "Min profil": the user's card and picture (PERSON-6). */
class ProfilePage extends Page {
  static properties = { pictureVersion: { state: true } };

  constructor() {
    super();
    /** @type {number|null} */
    this.pictureVersion = null;
    new EventController(this, session, { change: () => this.requestUpdate() });
  }

  get autosave() {
    return this.child('person-form');
  }

  /** Reloads the session when names or addresses have changed: header and account show them too. */
  #card({ firstName, lastName, email, mobile, pictureVersion }) {
    this.pictureVersion = pictureVersion ?? null;
    const { me } = session;
    const stale = me && (me.firstName !== firstName || me.lastName !== lastName || (me.email ?? '') !== (email ?? '')
      || (me.mobile ?? '') !== (mobile ?? ''));
    if (stale) void session.reload();
  }

  async #reload() {
    await /** @type {any} */ (this.child('person-form'))?.reload();
    await session.reload().catch(() => undefined);
  }

  render() {
    const { me } = session;
    if (!me) return nothing;
    const person = { personId: me.personId, name: `${me.firstName} ${me.lastName}`, pictureVersion: this.pictureVersion };
    return html`<section class="page page-reading">
      ${profileMenu('/profil')}
      <h1>${t('profile.heading')}</h1>
      <waiting-addresses @changed=${() => void this.#reload()}></waiting-addresses>
      <section class="panel" aria-labelledby="picture-heading">
        <h2 id="picture-heading">${person.name}</h2>
        <person-picture .person=${person} .path=${'/me/picture'}
          @picture=${(event) => (this.pictureVersion = event.detail)}></person-picture>
      </section>
      <person-form own .personId=${me.personId} .heading=${t('profile.card')} @card=${(event) => this.#card(event.detail)}></person-form>
      <card-reads></card-reads>
    </section>`;
  }
}

customElements.define('page-profile', ProfilePage);
