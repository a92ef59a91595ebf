import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { deviceName } from './device.js';
import { formatMoment } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import './texts.js';

const WARNINGS = ['PASSWORD_WRONG', 'CODE_WRONG', 'LOCKED', 'PASSWORD_GIVEN'];

/** The user's sessions and recent logins (LOGIN-10). */
class OwnSessions extends SamklangElement {
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
    if (this.sessions) return html`${formError(this.problem)} ${this.#sessions()} ${this.#logins()}`;
    return html`${formError(this.problem)} ${this.problem ? nothing : loading()}`;
  }

  #sessions() {
    return html`<section class="panel" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">${t('profile.sessions')}</h2>
      <p>${t('profile.sessionsLead')}</p>
      <ul class="list-plain rows">${this.sessions.items.map((one) => this.#session(one))}</ul>
    </section>`;
  }

  #session({ id, current, createdAt, lastSeenAt, address, userAgent }) {
    return html`<li>
      <div>
        <p><strong>${deviceName(userAgent)}</strong> ${current ? html`<span class="tag">${t('profile.thisOne')}</span>` : nothing}</p>
        <p class="muted">${t('profile.sessionTimes', { from: formatMoment(createdAt), seen: formatMoment(lastSeenAt), address })}</p>
      </div>
      ${current
        ? nothing
        : html`<button
            type="button" class="button button-quiet"
            aria-label=${t('profile.endOne', { device: deviceName(userAgent), from: formatMoment(createdAt) })}
            ?disabled=${this.ending === id} @click=${() => this.#end(id)}
          >${t('profile.end')}</button>`}
    </li>`;
  }

  #logins() {
    return html`<section class="panel" aria-labelledby="logins-heading">
      <h2 id="logins-heading">${t('profile.logins')}</h2>
      <p>${t('profile.loginsLead')}</p>
      <ul class="list-plain rows">${this.sessions.logins.map(({ at, event, byAnother, address, userAgent }) =>
        html`<li class=${WARNINGS.includes(event) ? 'is-warning' : ''}>
        <div>
          <p>${icon(WARNINGS.includes(event) ? 'exclamation-triangle' : 'check-circle')} ${t(`profile.event.${event}`)}</p>
          <p class="muted">${byAnother ? t('profile.byAnother', { when: formatMoment(at) })
            : t('profile.where', { when: formatMoment(at), device: deviceName(userAgent), address })}</p>
        </div>
      </li>`)}</ul>
    </section>`;
  }
}

customElements.define('own-sessions', OwnSessions);
