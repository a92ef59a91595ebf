import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { has, t } from './i18n.js';
import { Problem } from './problem.js';
import { icon } from '../design/icon.js';
import { currentPlan } from '../slices/plan/plan.js';

const ICONS = { network: 'wifi-off', 'consent.expired': 'calendar-x', 'not.found': 'signpost-split', 'access.denied': 'lock',
  'access.ended': 'door-closed', 'part.off': 'signpost-split' };
const RETRYABLE = ['consent.expired', 'network', 'unavailable', 'rate.limited', 'internal'];

/** Shown instead of a page that failed: what happened, and what to do. Event: `retry`. */
class ProblemPage extends SamklangElement {
  static properties = { problem: { attribute: false }, text: { attribute: false }, contact: { attribute: false },
    reason: { attribute: false } };

  #formerTitle = '';

  constructor() {
    super();
    this.problem = null;
    /** Unsaved text of the page, for copying. */
    this.text = '';
    /** @type {string|undefined} more about the problem, for texts of its own */
    this.reason = undefined;
    /** @type {unknown} whom to ask, when known */
    this.contact = null;
  }

  // Also inside a page, whose title says what can't be shown (WCAG 2.4.2).
  connectedCallback() {
    super.connectedCallback();
    this.#formerTitle = document.title;
    document.title = this.#title;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (document.title === this.#title) document.title = this.#formerTitle;
  }

  get #title() {
    return `${t('problemPage.title')} – Samklang`;
  }

  render() {
    const code = this.problem?.code ?? 'internal';
    const key = `problemPage.${code.replace('.', '_')}`;
    const texts = [`${key}_${this.reason}`, key].find(has) ?? 'problemPage.internal';
    return html`<section class="page page-narrow problem-page">
      <p class="problem-icon">${icon(ICONS[code] ?? 'exclamation-circle')}</p>
      <h1>${t(`${texts}.heading`)}</h1>
      <p class="lead">${t(`${texts}.what`)}</p>
      <p>${t(`${texts}.todo`)}</p>
      ${this.problem?.traceId && texts === 'problemPage.internal'
        ? html`<p class="muted">${t('problemPage.trace', { id: this.problem.traceId })}</p>` : nothing}
      ${this.text ? this.#values() : nothing}
      <p class="actions">${this.#actions(code)}</p>
      ${this.contact ?? nothing}
    </section>`;
  }

  #values() {
    return html`<div class="field">
      <label class="label" for="unsaved">${t('problemPage.unsaved')}</label>
      <textarea class="input" id="unsaved" rows="6" readonly .value=${this.text}></textarea>
    </div>`;
  }

  #actions(code) {
    const planId = currentPlan.home?.id;
    return html`${RETRYABLE.includes(code) ? html`<button type="button" class="button button-primary"
        @click=${() => this.emit('retry')}>${t('problemPage.retry')}</button>` : nothing}
      ${planId ? html`<a class="standalone-link" href="/planer/${planId}">${t('problemPage.toPlan')}</a>` : nothing}
      <a class="standalone-link" href="/planer">${t('problemPage.toPlans')}</a>`;
  }
}

/**
 * Instead of a form that would be refused.
 *
 * @param {string} [text] what was written in it
 */
export function deniedPage(text = '') {
  return html`<problem-page .problem=${new Problem(403, { code: 'access.denied' })} .text=${text}></problem-page>`;
}

customElements.define('problem-page', ProblemPage);
