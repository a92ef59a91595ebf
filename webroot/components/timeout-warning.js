import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { Listen } from '../app/listen.js';
import { explain } from '../app/problem.js';
import { formatDuration } from '../app/format.js';
import { session } from '../app/session.js';
import { t } from '../app/i18n.js';
import './modal-dialog.js';

const SPOKEN_EVERY = 60;

/** Five minutes before the session ends: a button to stay (LOGIN-7). */
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
    new Listen(this, session.clock, {
      expiring: (event) => this.#warn(event.detail.at),
      extended: () => this.#close(),
    });
    new Listen(this, session, { ended: () => this.#close() });
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

  async #stay() {
    try {
      await session.stay();
      this.#close();
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  // The visible count goes by the second; a screen reader hears it by the minute, and near the end.
  get #spoken() {
    const left = this.secondsLeft;
    const rounded = left > SPOKEN_EVERY ? Math.ceil(left / SPOKEN_EVERY) * SPOKEN_EVERY : left > 30 ? SPOKEN_EVERY : 30;
    return t('timeout.spoken', { left: formatDuration(rounded) });
  }

  render() {
    if (this.endsAt === null) return nothing;
    return html`<modal-dialog .heading=${t('timeout.heading')} .content=${this.#content()} @cancelled=${this.#stay}></modal-dialog>`;
  }

  #content() {
    const minutes = Math.floor(this.secondsLeft / 60);
    const seconds = String(this.secondsLeft % 60).padStart(2, '0');
    return html`
      <p>${t('timeout.text')}</p>
      <p class="countdown" aria-hidden="true">${minutes}:${seconds}</p>
      <p class="visually-hidden" role="status">${this.#spoken}</p>
      ${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing}
      <p class="actions"><button type="button" class="btn btn-primary" autofocus @click=${() => this.#stay()}>${t('timeout.stay')}</button></p>
    `;
  }
}

customElements.define('timeout-warning', TimeoutWarning);
