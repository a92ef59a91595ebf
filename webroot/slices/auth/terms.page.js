import { html } from 'lit';
import { Page } from '../../core/element.js';
import { api } from '../../core/api.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { router } from '../../core/router.js';
import { session } from '../../core/session.js';
import { continueLogin } from './login-flow.js';
import { formError } from '../../forms/field.js';
import './texts.js';

const POINTS = ['confidentiality', 'personal', 'logged', 'need', 'privacy'];

/** The terms of use, at the first login (LOGIN-3). */
class TermsPage extends Page {
  static properties = { problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.problem = '';
    this.busy = false;
  }

  async #answer(accept) {
    this.busy = true;
    this.problem = '';
    try {
      const { next } = await api.post('/login/terms', { accept });
      if (accept) return await continueLogin(next, this.query.get('til'));
      session.end('TERMS_DECLINED');
      router.go('/vilkar/nei', { replace: true });
    } catch (problem) {
      this.problem = explain(problem);
      this.busy = false;
    }
  }

  render() {
    if (session.me?.next !== 'TERMS') return this.#accepted();
    return html`<section class="page page-narrow">
      <h1>${t('terms.heading')}</h1>
      <p class="lead">${t('terms.lead')}</p>
      <div class="panel prose">
        ${POINTS.map((point) => html`<h2>${t(`terms.${point}.heading`)}</h2><p>${t(`terms.${point}.text`)}</p>`)}
      </div>
      <h2>${t('terms.question')}</h2>
      ${formError(this.problem)}
      <p class="actions">
        <button type="button" class="button button-primary" ?disabled=${this.busy} @click=${() =>
          this.#answer(true)}>${t('terms.yes')}</button>
        <button type="button" class="button button-quiet" ?disabled=${this.busy}
          @click=${() => this.#answer(false)}>${t('terms.no')}</button>
      </p>
      <p class="muted">${t('terms.ifNo')}</p>
    </section>`;
  }

  #accepted() {
    return html`<section class="page page-narrow">
      <h1>${t('terms.heading')}</h1>
      <p class="lead">${t('terms.alreadyAccepted')}</p>
      <p class="actions"><a class="button button-primary" href="/planer">${t('problemPage.toPlans')}</a></p>
    </section>`;
  }
}

customElements.define('page-terms', TermsPage);
