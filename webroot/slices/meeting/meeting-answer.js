import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { meetingApi } from './meeting-paths.js';

/**
 * Answers a summons with one tap (MEET-1).
 * Events: `answered` with the meeting as it is now, or with null when it has been changed since it was shown.
 */
class MeetingAnswer extends SamklangElement {
  static properties = { planId: {}, meeting: { attribute: false }, answer: { attribute: false }, busy: { state: true } };

  constructor() {
    super();
    this.planId = '';
    /** @type {{id: string, version: number, title: string}} */
    this.meeting = { id: '', version: 0, title: '' };
    /** @type {boolean|null} the user's; null until given */
    this.answer = null;
    this.busy = false;
  }

  async #answer(coming) {
    if (this.busy) return;
    this.busy = true;
    const { id, version } = this.meeting;
    try {
      const meeting = await api.put(meetingApi(this.planId, id, '/answer'), { coming }, { version });
      notify(t(`meeting.answered.${coming}`));
      this.emit('answered', meeting);
    } catch (problem) {
      notify(explain(problem), { kind: 'warning' });
      if (problem.code === 'version.stale') this.emit('answered', null);
    } finally {
      this.busy = false;
    }
  }

  render() {
    const choice = (coming, iconName, text) => html`<button type="button" class="button button-quiet meeting-choice"
      aria-pressed=${this.answer === coming} @click=${() => this.#answer(coming)}>${icon(iconName)} ${text}</button>`;
    return html`<div class="meeting-answer" role="group" aria-label=${t('meeting.answerOf', { title: this.meeting.title })}>
      ${choice(true, 'check-lg', t('meeting.coming'))} ${choice(false, 'x-lg', t('meeting.notComing'))}
    </div>
    ${this.answer === null ? nothing : html`<p class="muted">${t(`meeting.answered.${this.answer}`)}</p>`}`;
  }
}

customElements.define('meeting-answer', MeetingAnswer);
