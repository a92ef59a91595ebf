import { html, nothing } from 'lit';
import { SamklangElement } from '../app/element.js';
import { has, t } from '../app/i18n.js';
import { icon } from './icon.js';

const SIGNS = { network: 'wifi-off', 'consent.expired': 'calendar-x', 'not.found': 'signpost-split', 'access.denied': 'lock', 'access.ended': 'door-closed' };
const WORTH_A_TRY = ['network', 'unavailable', 'rate.limited', 'internal'];

/** Instead of a page that can't be shown: what happened, and what to do. Event: `retry`. */
class ProblemPage extends SamklangElement {
  static properties = { problem: { attribute: false }, text: { attribute: false } };

  constructor() {
    super();
    this.problem = null;
    /** What was being written on the page that is gone, when it isn't kept elsewhere. */
    this.text = '';
  }

  render() {
    const code = this.problem?.code ?? 'internal';
    const key = `problemPage.${code.replace('.', '_')}`;
    const texts = has(key) ? key : 'problemPage.internal';
    return html`<section class="page page-narrow problem-page">
      <p class="problem-sign">${icon(SIGNS[code] ?? 'exclamation-circle')}</p>
      <h1>${t(`${texts}.heading`)}</h1>
      <p class="lead">${t(`${texts}.what`)}</p>
      <p>${t(`${texts}.todo`)}</p>
      ${this.problem?.traceId && texts === 'problemPage.internal' ? html`<p class="quiet">${t('problemPage.trace', { id: this.problem.traceId })}</p>` : nothing}
      ${this.text ? this.#written() : nothing}
      <p class="actions">${this.#wayOn(code)}</p>
    </section>`;
  }

  #written() {
    return html`<div class="field">
      <label class="form-label" for="unsaved">${t('problemPage.unsaved')}</label>
      <textarea class="form-control" id="unsaved" rows="6" readonly .value=${this.text}></textarea>
    </div>`;
  }

  #wayOn(code) {
    const home = html`<a href="/planer">${t('problemPage.toPlans')}</a>`;
    if (!WORTH_A_TRY.includes(code)) return home;
    return html`<button type="button" class="btn btn-primary" @click=${() => this.emit('retry')}>${t('problemPage.retry')}</button> ${home}`;
  }
}

customElements.define('problem-page', ProblemPage);
