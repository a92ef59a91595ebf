import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { Page } from '../../core/element.js';
import { api, queryString } from '../../core/api.js';
import { formatMoment } from '../../core/format.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { formError, textField } from '../../forms/field.js';
import { radioField } from '../../forms/radio-field.js';
import { calendarPath } from './calendar-items.js';
import './texts.js';

/** The secret address by which the calendar program of a phone shows the calendar; it is shown once (CAL-3). */
class CalendarFeedPage extends Page {
  static properties = { scope: { state: true }, busyOnly: { state: true }, feed: { state: true }, problem: { state: true },
    busy: { state: true } };

  constructor() {
    super();
    this.scope = 'PLAN';
    this.busyOnly = false;
    this.feed = null;
    this.problem = '';
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  get #planId() {
    return this.scope === 'PLAN' ? this.params.planId : undefined;
  }

  async #load() {
    await this.#run(async () => (this.feed = await api.get(`/me/calendar-feed${queryString({ planId: this.#planId })}`)));
  }

  async #run(action) {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      await action();
    } catch (problem) {
      this.problem = explain(problem);
    } finally {
      this.busy = false;
    }
  }

  #choose(scope) {
    this.scope = scope;
    this.feed = null;
    void this.#load();
  }

  #make = () => this.#run(async () => {
    this.feed = await api.post('/me/calendar-feed', { ...(this.#planId ? { planId: this.#planId } : {}), busyOnly: this.busyOnly });
    notify(t('calendarFeed.made'));
  });

  #end = () => this.#run(async () => {
    await api.delete(`/me/calendar-feed${queryString({ planId: this.#planId })}`);
    this.feed = { url: null, active: false, busyOnly: false, createdAt: null };
    notify(t('calendarFeed.ended'));
  });

  async #copy() {
    await navigator.clipboard.writeText(this.feed.url);
    notify(t('calendarFeed.copied'));
  }

  render() {
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${calendarPath(this.params.planId)}>${icon('chevron-left')} ${t('calendar.back')}</a></p>
      <h1>${t('calendarFeed.heading')}</h1>
      <p class="lead">${t('calendarFeed.lead')}</p>
      <div class="panel">
        ${formError(this.problem)}
        ${radioField({ name: 'scope', label: t('calendarFeed.which'), value: this.scope, onChange: (scope) => this.#choose(scope),
          options: ['PLAN', 'ALL'].map((value) => ({ value, text: t(`calendarFeed.scope.${value}`) })) })}
        ${this.feed ? this.#content() : loading()}
      </div>
    </section>`;
  }

  #content() {
    const { url, active, createdAt } = this.feed;
    return html`
      ${url ? this.#address(url) : nothing}
      ${active && !url ? html`<p>${t('calendarFeed.known', { when: formatMoment(createdAt) })}</p>` : nothing}
      ${url ? nothing : html`<label class="check"><input class="choice" type="checkbox" name="busyOnly" .checked=${live(this.busyOnly)}
        @change=${({ target }) => (this.busyOnly = target.checked)}> <span>${t('calendarFeed.busyOnly')}</span></label>`}
      <p class="actions">
        ${url ? nothing : html`<button type="button" class="button button-primary" @click=${this.#make}
          >${t(active ? 'calendarFeed.replace' : 'calendarFeed.make')}</button>`}
        ${active ? html`<button type="button" class="button button-quiet" @click=${this.#end}>${t('calendarFeed.end')}</button>` : nothing}
      </p>`;
  }

  #address(url) {
    return html`
      ${textField({ name: 'address', label: t('calendarFeed.address'), value: url, readonly: true, hint: t('calendarFeed.addressHint') })}
      <p class="actions"><button type="button" class="button button-primary" @click=${() => void this.#copy()}
        >${icon('copy')} ${t('calendarFeed.copy')}</button></p>
      <p>${t('calendarFeed.how')}</p>`;
  }
}

customElements.define('page-calendar-feed', CalendarFeedPage);
