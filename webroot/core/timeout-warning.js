import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { EventController } from './event-controller.js';
import { explain } from './problem.js';
import { formatDuration } from './format.js';
import { session } from './session.js';
import { t } from './i18n.js';
import '../design/modal-dialog.js';

const ANNOUNCE_INTERVAL_S = 60;

/** Warns five minutes before the session expires, with a button to extend it (LOGIN-7). */
class TimeoutWarning extends SamklangElement {
  static properties = {
    endsAt: { state: true },
    secondsLeft: { state: true },
    problem: { state: true },
  };

  #ticking = null;

  constructor() {
    super();
    this.endsAt = null;
    this.secondsLeft = 0;
    this.problem = '';
    new EventController(this, session.clock, {
      expiring: (event) => this.#warn(event.detail.at),
      extended: () => this.#close(),
    });
    new EventController(this, session, { ended: () => this.#close() });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  #warn(at) {
    this.endsAt = at;
    this.problem = '';
    this.#tick();
    clearInterval(this.#ticking);
    this.#ticking = setInterval(() => this.#tick(), 1_000);
  }

  #tick() {
    this.secondsLeft = Math.max(0, Math.round((this.endsAt - Date.now()) / 1000));
  }

  #close() {
    clearInterval(this.#ticking);
    this.endsAt = null;
  }

  async #extend() {
    try {
      await session.extend();
      this.#close();
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  // The visible countdown changes every second; it is announced each minute, and at 30 s.
  get #announcement() {
    const left = this.secondsLeft;
    const nearEnd = left > 30 ? ANNOUNCE_INTERVAL_S : 30;
    const rounded = left > ANNOUNCE_INTERVAL_S ? Math.ceil(left / ANNOUNCE_INTERVAL_S) * ANNOUNCE_INTERVAL_S : nearEnd;
    return t('timeout.announcement', { left: formatDuration(rounded) });
  }

  render() {
    if (this.endsAt === null) return nothing;
    return html`<modal-dialog .heading=${t('timeout.heading')} .content=${this.#content()} @cancelled=${this.#extend}></modal-dialog>`;
  }

  #content() {
    const minutes = Math.floor(this.secondsLeft / 60);
    const seconds = String(this.secondsLeft % 60).padStart(2, '0');
    return html`
      <p>${t('timeout.text')}</p>
      <p class="countdown" aria-hidden="true" translate="no">${minutes}:${seconds}</p>
      <p class="visually-hidden" role="status">${this.#announcement}</p>
      ${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing}
      <p class="actions"><button type="button" class="button button-primary" autofocus
        @click=${() => this.#extend()}>${t('timeout.stay')}</button></p>
    `;
  }
}

customElements.define('timeout-warning', TimeoutWarning);
