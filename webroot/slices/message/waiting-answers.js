import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { coalesce } from '../../core/coalesce.js';
import { EventController } from '../../core/event-controller.js';
import { formatMoment } from '../../core/format.js';
import { live } from '../../core/live.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** The messages whose senders wait for the user's answer (MSG-8), in the plan `planId`, or in all plans. */
class WaitingAnswers extends SamklangElement {
  static properties = { planId: { attribute: false }, waiting: { state: true } };

  #load = coalesce(async () => {
    try {
      const { waiting } = await api.get('/me/overview', { background: true });
      this.waiting = waiting;
    } catch {
      // what is shown stays until it can be loaded
    }
  });

  constructor() {
    super();
    this.planId = '';
    /** @type {import('contract').Overview['waiting']} */
    this.waiting = [];
    new EventController(this, live, { message: this.#load, unread: this.#load, resync: this.#load });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  render() {
    const shown = this.waiting.filter(({ planId }) => !this.planId || planId === this.planId);
    if (shown.length === 0) return nothing;
    return html`<section class="panel" aria-labelledby="waiting-heading">
      <h2 id="waiting-heading">${icon('hourglass-split')} ${t('waitingAnswers.heading')}</h2>
      <ul class="list-plain home-messages">${shown.map(({ planId, messageId, subject, from, sentAt }) => html`<li>
        <a href="/planer/${planId}/meldinger/${messageId}?svar=ja">
          <span class="home-subject"><bdi>${subject}</bdi></span>
          <span class="muted">${t('waitingAnswers.askedBy', { name: from, when: formatMoment(sentAt) })}</span>
        </a></li>`)}</ul>
    </section>`;
  }
}

customElements.define('waiting-answers', WaitingAnswers);
