import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { Listen } from '../app/listen.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import '../components/own-account.js';
import '../components/own-sessions.js';
import '../components/person-form.js';
import '../components/picture-choice.js';

/** "Min profil": my card, my picture, my account, and where I'm logged in (PERSON-6, LOGIN-10). */
class ProfilePage extends Page {
  static properties = { pictureVersion: { state: true } };

  constructor() {
    super();
    /** @type {number|null} */
    this.pictureVersion = null;
    new Listen(this, session, { change: () => this.requestUpdate() });
  }

  get keeper() {
    return this.querySelector('person-form');
  }

  /** The frame and the account show what is on the card, too. */
  #card({ firstName, lastName, email, mobile, pictureVersion }) {
    this.pictureVersion = pictureVersion ?? null;
    const { me } = session;
    const stale = me && (me.firstName !== firstName || me.lastName !== lastName || (me.email ?? '') !== (email ?? '') || (me.mobile ?? '') !== (mobile ?? ''));
    if (stale) void session.reload();
  }

  render() {
    const { me } = session;
    if (!me) return nothing;
    const person = { personId: me.personId, name: `${me.firstName} ${me.lastName}`, pictureVersion: this.pictureVersion };
    return html`<section class="page page-reading">
      <h1>${t('profile.heading')}</h1>
      <section class="panel" aria-labelledby="picture-heading">
        <h2 id="picture-heading">${person.name}</h2>
        <picture-choice .person=${person} .path=${'/me/picture'} @picture=${(event) => (this.pictureVersion = event.detail)}></picture-choice>
      </section>
      <person-form own .personId=${me.personId} .heading=${t('profile.card')} @card=${(event) => this.#card(event.detail)}></person-form>
      <own-account .me=${me}></own-account>
      <own-sessions></own-sessions>
    </section>`;
  }
}

customElements.define('page-profile', ProfilePage);
