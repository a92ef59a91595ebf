import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { formatDate, formatMoment } from '../../core/format.js';
import { locale, t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { icon } from '../../design/icon.js';
import { textArea } from '../../forms/field.js';
import { plainText } from '../goal/plain-text.js';
import { meetingApi } from './meeting-paths.js';

const STATE_ICONS = { true: 'check-circle-fill', false: 'exclamation-triangle-fill', none: 'hourglass-split' };

/**
 * The minutes with their decisions, and what the invited say to them (MEET-2).
 * Events: `said` with the meeting as it is now, or with null when the minutes have been changed since they were shown.
 */
class MeetingMinutes extends SamklangElement {
  static properties = { planId: {}, meeting: { attribute: false }, home: { attribute: false }, objecting: { state: true },
    objection: { state: true }, error: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.planId = '';
    /** @type {any} with minutes */
    this.meeting = null;
    /** @type {any} */
    this.home = null;
    this.objecting = false;
    this.objection = '';
    this.error = '';
    this.busy = false;
  }

  async #say(agree, objection = null) {
    if (this.busy) return;
    this.busy = true;
    const { id, version } = this.meeting;
    try {
      const meeting = await api.put(meetingApi(this.planId, id, '/agreement'), { agree, objection }, { version });
      this.objecting = false;
      notify(t(`minutes.said.${agree}`));
      this.emit('said', meeting);
    } catch (problem) {
      notify(explain(problem), { kind: 'warning' });
      if (problem.status === 409) this.emit('said', null);
    } finally {
      this.busy = false;
    }
  }

  #object(event) {
    event.preventDefault();
    this.error = this.objection.trim() ? '' : t('fieldError.required');
    if (this.error) this.querySelector('textarea')?.focus();
    else void this.#say(false, this.objection.trim());
  }

  render() {
    const { minutes, agenda } = this.meeting;
    return html`<section class="panel" aria-labelledby="minutes-heading">
      <h2 id="minutes-heading">${t('minutes.heading')}</h2>
      <ol class="meeting-agenda">${minutes.points.map((point, index) => this.#point(agenda[index], point))}</ol>
      <p class="muted">${t('minutes.by', { name: minutes.writtenBy.name, when: formatMoment(minutes.writtenAt) })}</p>
    </section>
    ${this.#answers()}`;
  }

  #point({ title }, { text, decisions }) {
    return html`<li><h3><bdi>${title}</bdi></h3>
      ${text ? html`<div>${plainText(text)}</div>` : nothing}
      ${decisions.length === 0 ? nothing : html`<ul class="list-plain meeting-decisions" aria-label=${t('minutes.decisions')}>
        ${decisions.map((decision) => this.#decision(decision))}</ul>`}
    </li>`;
  }

  #decision({ title, responsible, due, activityId }) {
    const names = new Intl.ListFormat(locale()).format(responsible.map(({ name }) => name));
    return html`<li>${icon('check2-circle')} <strong><bdi>${title}</bdi></strong>
      ${names ? html`<span class="muted">${t('minutes.responsibleIs', { names })}</span>` : nothing}
      ${due ? html`<span class="muted">${t('minutes.dueIs', { day: formatDate(due) })}</span>` : nothing}
      ${activityId ? html`<a class="standalone-link" href="/planer/${this.planId}/aktiviteter/${activityId}">${t('minutes.toActivity')}</a>`
        : nothing}
    </li>`;
  }

  #answers() {
    const { minutes, invited } = this.meeting;
    const own = invited.find(({ participantId }) => participantId === this.home.me.participantId);
    const maySay = own && minutes.open && this.home.state === 'ACTIVE';
    return html`<section class="panel" aria-labelledby="agreement-heading">
      <h2 id="agreement-heading">${t(maySay ? 'minutes.agreeHeading' : 'minutes.answers')}</h2>
      <p>${t(minutes.open ? 'minutes.agreeUntil' : 'minutes.closed', { day: formatDate(minutes.agreeBy) })}</p>
      ${maySay ? this.#choice(own) : nothing}
      <ul class="list-plain meeting-invited" aria-label=${t('minutes.answers')}>${invited.map((one) => said(one))}</ul>
    </section>`;
  }

  #choice(own) {
    const choose = (isObjecting) => (isObjecting ? (this.objecting = true) : this.#say(true));
    const button = (agree, iconName, text) => html`<button type="button" class="button button-quiet meeting-choice"
      aria-pressed=${own.agree === agree} @click=${() => choose(!agree)}>${icon(iconName)} ${text}</button>`;
    return html`<div class="meeting-answer" role="group" aria-label=${t('minutes.agreeHeading')}>
        ${button(true, 'check-lg', t('minutes.agree'))} ${button(false, 'x-lg', t('minutes.disagree'))}
      </div>
      ${this.objecting ? html`<form novalidate @submit=${(event) => this.#object(event)}>
        ${textArea({ name: 'objection', label: t('minutes.objection'), value: this.objection, rows: 3, maxlength: 2000, required: true,
          error: this.error, onInput: (value) => (this.objection = value) })}
        <p class="actions"><button type="submit" class="button button-primary">${t('minutes.sendObjection')}</button></p>
      </form>` : nothing}`;
  }
}

function said({ name, agree, objection }) {
  const state = agree ?? 'none';
  return html`<li class="is-${state}">${icon(STATE_ICONS[state])} <bdi>${name}</bdi>
    <span class="muted">${t(`minutes.state.${state}`)}</span>
    ${objection ? html`<blockquote class="meeting-objection" dir="auto">${objection}</blockquote>` : nothing}</li>`;
}

customElements.define('meeting-minutes', MeetingMinutes);
