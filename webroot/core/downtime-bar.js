import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { api } from './api.js';
import { EventController } from './event-controller.js';
import { formatStamp } from './format.js';
import { session } from './session.js';
import { t } from './i18n.js';
import { icon } from '../design/icon.js';

const ASK_AGAIN_AFTER = 5 * 60_000;
// what the page itself needs comes first
const FIRST_AFTER = 10_000;

/** Announced downtime, told ahead on every page, the login page too, until it is over (ORG-1). */
class DowntimeBar extends SamklangElement {
  static properties = { items: { state: true }, personId: { state: true } };

  #askedAt = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #first;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #ending;

  constructor() {
    super();
    /** @type {import('contract').Downtime[]} */
    this.items = [];
    this.personId = '';
    new EventController(this, session, { change: () => this.#personChanged() });
    new EventController(this, document, { visibilitychange: () => this.#seen() });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#first = setTimeout(() => void this.#load(), FIRST_AFTER);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#first);
    clearTimeout(this.#ending);
  }

  #personChanged() {
    const personId = session.me?.personId ?? '';
    if (personId === this.personId) return;
    this.personId = personId;
    if (this.#askedAt) void this.#load();
  }

  #seen() {
    if (document.visibilityState === 'visible' && this.#askedAt && Date.now() - this.#askedAt > ASK_AGAIN_AFTER) void this.#load();
  }

  async #load() {
    this.#askedAt = Date.now();
    const path = session.isActive ? '/me/downtimes' : '/downtimes';
    const { items } = await api.get(path, { background: true }).catch(() => ({ items: [] }));
    this.items = items;
    this.#endInTime();
  }

  // What is over goes by itself, also from a page that stays open.
  #endInTime() {
    clearTimeout(this.#ending);
    const next = Math.min(...this.items.map(({ endsAt }) => Date.parse(endsAt)));
    if (Number.isFinite(next)) this.#ending = setTimeout(() => this.#end(), Math.min(Math.max(next - Date.now(), 1000), 2 ** 31 - 1));
  }

  #end() {
    this.items = this.items.filter(({ endsAt }) => Date.parse(endsAt) > Date.now());
    this.#endInTime();
  }

  render() {
    if (this.items.length === 0) return nothing;
    return html`<section class="downtime-bar" aria-label=${t('downtimeBar.label')}>${this.items.map((item) => html`<p>
      ${icon('info-circle')} <span>
      <strong>${t('downtimeBar.when', { from: formatStamp(item.startsAt), until: formatStamp(item.endsAt) })}</strong>
      <bdi>${item.text}</bdi></span></p>`)}</section>`;
  }
}

customElements.define('downtime-bar', DowntimeBar);
