import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { device } from '../app/device.js';
import { formatMoment } from '../app/format.js';
import { notify } from '../app/notify.js';
import { explain } from '../app/problem.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import { formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';

const WARNINGS = ['PASSWORD_WRONG', 'CODE_WRONG', 'LOCKED'];

/** "Min profil": who I am, where I'm logged in, and who tried to be me (LOGIN-10). */
class ProfilePage extends Page {
  static properties = { sessions: { state: true }, problem: { state: true }, ending: { state: true } };

  constructor() {
    super();
    this.sessions = null;
    this.problem = '';
    this.ending = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      this.sessions = await api.get('/me/sessions');
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  async #end(id) {
    this.ending = id;
    this.problem = '';
    try {
      await api.delete(`/me/sessions/${id}`);
      notify(t('profile.ended'));
    } catch (problem) {
      if (problem.status !== 404) this.problem = explain(problem);
    }
    this.ending = null;
    await this.#load();
  }

  render() {
    const { me } = session;
    if (!me) return nothing;
    return html`<section class="page page-reading">
      <h1>${t('profile.heading')}</h1>
      ${this.#who(me)} ${formError(this.problem)}
      ${this.sessions ? html`${this.#sessions()} ${this.#logins()}` : this.problem ? nothing : loading()}
    </section>`;
  }

  #who(me) {
    const row = (key, value) => (value ? html`<div><dt>${t(`profile.${key}`)}</dt><dd>${value}</dd></div>` : nothing);
    return html`<section class="panel" aria-labelledby="who-heading">
      <h2 id="who-heading">${me.firstName} ${me.lastName}</h2>
      <dl class="facts">
        ${row('username', me.username)} ${row('organisation', me.organisation?.name)} ${row('mobile', me.mobile)} ${row('email', me.email)}
        ${row('channel', t(`profile.by.${me.channel}`))} ${row('lastLogin', formatMoment(me.lastLoginAt))}
      </dl>
      <p class="quiet">${t('profile.wrong')}</p>
      <p><a class="btn btn-outline-primary" href="/bytt-passord">${icon('key')} ${t('profile.changePassword')}</a></p>
    </section>`;
  }

  #sessions() {
    return html`<section class="panel" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">${t('profile.sessions')}</h2>
      <p>${t('profile.sessionsLead')}</p>
      <ul class="plain rows">${this.sessions.items.map((one) => this.#session(one))}</ul>
    </section>`;
  }

  #session({ id, current, createdAt, lastSeenAt, address, userAgent }) {
    return html`<li>
      <div>
        <p><strong>${device(userAgent)}</strong> ${current ? html`<span class="tag">${t('profile.thisOne')}</span>` : nothing}</p>
        <p class="quiet">${t('profile.sessionTimes', { from: formatMoment(createdAt), seen: formatMoment(lastSeenAt), address })}</p>
      </div>
      ${current
        ? nothing
        : html`<button
            type="button" class="btn btn-outline-primary" aria-label=${t('profile.endOne', { device: device(userAgent), from: formatMoment(createdAt) })}
            ?disabled=${this.ending === id} @click=${() => this.#end(id)}
          >${t('profile.end')}</button>`}
    </li>`;
  }

  #logins() {
    return html`<section class="panel" aria-labelledby="logins-heading">
      <h2 id="logins-heading">${t('profile.logins')}</h2>
      <p>${t('profile.loginsLead')}</p>
      <ul class="plain rows">${this.sessions.logins.map(({ at, event, address, userAgent }) => html`<li class=${WARNINGS.includes(event) ? 'is-warning' : ''}>
        <div>
          <p>${icon(WARNINGS.includes(event) ? 'exclamation-triangle' : 'check-circle')} ${t(`profile.event.${event}`)}</p>
          <p class="quiet">${t('profile.where', { when: formatMoment(at), device: device(userAgent), address })}</p>
        </div>
      </li>`)}</ul>
    </section>`;
  }
}

customElements.define('page-profile', ProfilePage);
